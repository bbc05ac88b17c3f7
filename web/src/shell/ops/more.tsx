// What is looked at more rarely, a line each.

import type { VNode } from 'preact'
import { type Key, t } from '../../lib/i18n.ts'
import { Page } from '../../ui/base.tsx'
import { within } from './watcher.tsx'

const PARTS = ['imports', 'rosters', 'suppliers', 'unread', 'flow'] as const

export function More(): VNode {
  return (
    <Page title={t('ops.more')} back="/ops">
      <ul class="bare cards">
        {PARTS.map(one => (
          <li key={one} class="card">
            <a href={within(`/ops/${one}`)}>{t(`ops.${one}` as Key)}</a>
            <p class="meta">{t(`ops.${one}-what` as Key)}</p>
          </li>
        ))}
      </ul>
      <p class="meta">{t('ops.key.hint')}</p>
    </Page>
  )
}
