// What people did about a case, in the order in which it is recorded.

import type { VNode } from 'preact'
import { t } from '../../../../lib/i18n.ts'
import { type Happening, Timeline, When } from '../../../../ui/base.tsx'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import type { Case } from '../types.ts'

/** Polite, so that who cannot see it hears what was added. */
export function Done({ of }: { of: Case }): VNode {
  const { id: me } = useWatcher()
  const all = happened(of, me)
  return (
    <div aria-live="polite">
      {all.length > 0 && (
        <section aria-labelledby="done">
          <h2 id="done">{t('case.done')}</h2>
          <Timeline of={all} label={t('case.done')} />
        </section>
      )}
    </div>
  )
}

function happened(of: Case, me: string | undefined): Happening[] {
  const dissuasions = of.dissuasions.map((one, n): Happening => ({
    id: `dissuasion-${n}`, at: one.recorded_at, what: t('case.dissuaded', { party: t(`case.party.${one.party}`) }), by: who(one.by, me), more: <><span class="meta">{t('case.dissuaded-when')} <When at={one.at} /></span> {one.note}</>,
  }))
  const reports = (of.reported ? [of.reported] : []).map((one): Happening => ({ id: 'report', at: one.at, what: t('case.reported', { department: one.department }), by: who(one.by, me), more: one.note }))
  const results = of.results.map((one, n): Happening => ({
    id: `result-${n}`, at: one.entered_at, what: t(`case.found.${one.outcome}`, { sample: one.sample, laboratory: one.laboratory }), by: who(one.by, me), more: <><span class="meta">{t('case.sampled')} <When at={one.sampled_at} /></span> {one.note}</>,
  }))
  return [...dissuasions, ...reports, ...results].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
