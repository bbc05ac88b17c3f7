// 呼叫帮手: a person who answers, by the number that the city's file names; without one, no button.

import type { VNode } from 'preact'
import { known } from '../../lib/config.ts'
import { t } from '../../lib/i18n.ts'

export function Help(): VNode | null {
  const { helpline } = known()
  if (!helpline) return null
  return <a class="button help" href={`tel:${helpline}`} data-outside>{t('home.help')} <span class="digits">{helpline}</span></a>
}
