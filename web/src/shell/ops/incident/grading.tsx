// What the law grades by, as far as it is known; what the rules make of it, and what an official says.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { lazy } from '../../../lib/lazy.ts'
import { cited } from '../../../lib/noted.ts'
import { Grade, type Level } from '../../../ui/base.tsx'
import type { Detail } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { coded } from '../words.ts'
import { figured } from './figures.ts'
import { Written } from './written.tsx'

const State = lazy<Props>(() => import('./stating.tsx'))
const STATERS = ['grid_worker', 'community_worker', 'property_manager', 'official']
const LEVELS: Level[] = ['I', 'II', 'III', 'IV']
type Props = { of: Detail; again: () => unknown }

export function Grading({ of, again }: Props): VNode {
  const { roles } = useWatcher()
  const known = figured(of.figures)
  const person = of.grading_by_person
  return (
    <section aria-labelledby="grading">
      <h2 id="grading">{t('ops.grading')}</h2>
      <p>{t('ops.by-rules')} <Grade of={of.grade ?? null} /> <span class="meta">{coded('ops.reason', of.grading?.reason ?? of.grade_reason ?? '')} {cited(of.grading?.article ?? '')}{of.grading && !of.grading.verified && ` (${t('ops.unverified')})`}</span></p>
      {person && <p>{t('ops.by-person')} <Grade of={person.grade} /> <span class="meta">{person.reason}</span></p>}
      {known.length
        ? <dl class="facts">{known.map(([title, value]) => <><dt key={title}>{title}</dt><dd>{value}</dd></>)}</dl>
        : <p class="meta">{t('ops.nothing-stated')}</p>}
      {STATERS.some(role => roles.includes(role as never)) && <details><summary>{t('ops.state')}</summary><State of={of} again={again} /></details>}
      {roles.includes('official') && !of.drill && <details><summary>{t('ops.regrade')}</summary><Regrade of={of} again={again} /></details>}
    </section>
  )
}

function Regrade({ of, again }: Props): VNode {
  const [grade, choose] = useState<Level>('IV')
  const path = { incident_id: of.id }
  return (
    <Written name={`regrade-${of.id}`} label={t('ops.regrade-reason')} action={t('ops.regrade')} again={again} send={(reason, key) =>
      got(api.POST('/v1/incidents/{incident_id}/grades', { params: { path, header: once(`${key}${grade}`) }, body: { grade, reason } }))}>
      <fieldset>
        <legend>{t('ops.grade')}</legend>
        {LEVELS.map(one => <label key={one} class="choice"><input type="radio" name="grade" checked={grade === one} onChange={() => choose(one)} /> <Grade of={one} /></label>)}
      </fieldset>
    </Written>
  )
}
