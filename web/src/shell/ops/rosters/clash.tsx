// Somebody else saved meanwhile: both versions are shown, and a person decides.

import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../../lib/i18n.ts'
import { Problem } from '../../../lib/problem.ts'
import { Button, Notice } from '../../../ui/base.tsx'

export interface Versioned {
  version: number | null
}

/** Saves what is edited; a 412 is kept with the noun as it is now, instead of being thrown. */
export function useClash<N extends Versioned>(): { theirs: N | undefined; saving: (save: () => Promise<unknown>) => Promise<boolean>; over: () => void } {
  const [theirs, show] = useState<N>()
  return {
    theirs,
    over: () => show(undefined),
    async saving(save) {
      try {
        await save()
        show(undefined)
        return true
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 412) throw error
        show(error.current as N)
        return false
      }
    },
  }
}

export function Clash(p: { theirs: ComponentChildren; mine: ComponentChildren; useTheirs: () => void; useMine: () => unknown }): VNode {
  return (
    <div class="clash" role="alert">
      <Notice kind="warning" title={t('ops.clash')} />
      <div class="two">
        <section aria-label={t('outbox.theirs')}><h3>{t('outbox.theirs')}</h3>{p.theirs}<Button onClick={p.useTheirs}>{t('ops.take-theirs')}</Button></section>
        <section aria-label={t('outbox.yours')}><h3>{t('outbox.yours')}</h3>{p.mine}<Button kind="danger" onClick={p.useMine}>{t('ops.take-mine')}</Button></section>
      </div>
    </div>
  )
}
