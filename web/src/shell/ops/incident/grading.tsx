// What the law grades by, as far as it is known; what the rules make of it, and what an official says.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { money, number } from '../../../lib/fmt.ts'
import { t } from '../../../lib/i18n.ts'
import { cited } from '../../../lib/noted.ts'
import { Grade, type Level } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import type { Detail, Takes } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { coded } from '../words.ts'
import { Written } from './written.tsx'

const COUNTS = ['deaths', 'seriously_injured', 'poisoned', 'evacuated', 'moved', 'trapped_minutes'] as const
const STATERS = ['grid_worker', 'community_worker', 'property_manager', 'official']
const LEVELS: Level[] = ['I', 'II', 'III', 'IV']
type Props = { of: Detail; again: () => unknown }

export function Grading({ of, again }: Props): VNode {
  const { roles } = useWatcher()
  const known = COUNTS.filter(one => of.figures[one] != null)
  const person = of.grading_by_person
  return (
    <section aria-labelledby="grading">
      <h2 id="grading">{t('ops.grading')}</h2>
      <p>{t('ops.by-rules')} <Grade of={of.grade ?? null} /> <span class="meta">{coded('ops.reason', of.grading?.reason ?? of.grade_reason ?? '')} {cited(of.grading?.article ?? '')}{of.grading && !of.grading.verified && ` (${t('ops.unverified')})`}</span></p>
      {person && <p>{t('ops.by-person')} <Grade of={person.grade} /> <span class="meta">{person.reason}</span></p>}
      {known.length > 0 || of.figures.loss_fen != null ? (
        <dl class="facts">
          {known.map(one => <><dt key={one}>{t(`ops.figure.${one}`)}</dt><dd>{number(of.figures[one] ?? 0)}</dd></>)}
          {of.figures.loss_fen != null && <><dt>{t('ops.figure.loss_fen')}</dt><dd>{money(of.figures.loss_fen)}</dd></>}
        </dl>
      ) : <p class="meta">{t('ops.nothing-stated')}</p>}
      {STATERS.some(role => roles.includes(role as never)) && <details><summary>{t('ops.state')}</summary><State of={of} again={again} /></details>}
      {roles.includes('official') && !of.drill && <details><summary>{t('ops.regrade')}</summary><Regrade of={of} again={again} /></details>}
    </section>
  )
}

function State({ of, again }: Props): VNode {
  const [known, say] = useState<Partial<Record<(typeof COUNTS)[number], string>>>({})
  const path = { incident_id: of.id }
  const send = (reason: string, key: string) => {
    const figures = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== '').map(([name, value]) => [name, Number(value)]))
    const body = { ...figures, reason } as Takes<'/v1/incidents/{incident_id}/facts', 'post'>
    return got(api.POST('/v1/incidents/{incident_id}/facts', { params: { path, header: once(`${key}${JSON.stringify(figures).length}`) }, body }))
  }
  return (
    <Written label={t('ops.state-reason')} action={t('ops.state-send')} send={send} again={again}>
      <div class="figures">
        {COUNTS.map(one => (
          <Field key={one} id={`figure-${one}`} label={t(`ops.figure.${one}`)}>
            {control => <input {...control} type="number" min={0} inputMode="numeric" value={known[one] ?? ''} onInput={event => say({ ...known, [one]: event.currentTarget.value })} />}
          </Field>
        ))}
      </div>
    </Written>
  )
}

function Regrade({ of, again }: Props): VNode {
  const [grade, choose] = useState<Level>('IV')
  const path = { incident_id: of.id }
  return (
    <Written label={t('ops.regrade-reason')} action={t('ops.regrade')} again={again} send={(reason, key) =>
      got(api.POST('/v1/incidents/{incident_id}/grades', { params: { path, header: once(`${key}${grade}`) }, body: { grade, reason } }))}>
      <fieldset>
        <legend>{t('ops.grade')}</legend>
        {LEVELS.map(one => <label key={one} class="choice"><input type="radio" name="grade" checked={grade === one} onChange={() => choose(one)} /> <Grade of={one} /></label>)}
      </fieldset>
    </Written>
  )
}
