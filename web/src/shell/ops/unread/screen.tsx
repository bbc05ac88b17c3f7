// What could not be processed, without what it said, and what died in a queue on its way; who mends
// the cause has both tried again from here.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { Page } from '../../../ui/base.tsx'
import { Dead } from './dead.tsx'
import { Kept } from './kept.tsx'
import { FEATURES } from './routes.ts'

export default function Screen(): VNode {
  return (
    <Page title={t('ops.unread')} back="/ops/more" wide>
      <p>{t('ops.unread-why')}</p>
      <p class="meta">{t('ops.unread-again')}</p>
      {FEATURES.map(one => (
        <section key={one} aria-labelledby={`of-${one}`}>
          <h2 id={`of-${one}`}>{t(`ops.unread-of.${one}`)}</h2>
          <Kept of={one} />
          <Dead of={one} />
        </section>
      ))}
    </Page>
  )
}
