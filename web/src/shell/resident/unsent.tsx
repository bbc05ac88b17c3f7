// How much of what I did is still on this device alone; it is sent from any page that is open.

import '../work/work.css'
import type { VNode } from 'preact'
import { t } from '../../lib/i18n.ts'
import { unsent } from '../../lib/own.ts'

export default function Unsent(): VNode | null {
  const waiting = unsent.value
  const asks = waiting.some(act => act.state === 'conflict' || act.state === 'refused')
  if (!waiting.length) return null
  return (
    <p class={`unsent${asks ? ' asks' : ''}`} role="status">
      <a href="/report/unsent">{t('outbox.unsent', { count: waiting.length })}{asks && ` · ${t('home.decide')}`}</a>
    </p>
  )
}
