// What may be done about a case, by what it is of, how it stands and who looks; the server judges.

import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../../lib/api.ts'
import { how, t } from '../../../../lib/i18n.ts'
import { instant, wall } from '../../../../lib/wall.ts'
import { Button, Confirm } from '../../../../ui/base.tsx'
import { type Check, useForm } from '../../../../ui/filling.tsx'
import { Field } from '../../../../ui/form.tsx'
import { useWatcher } from '../../watcher.tsx'
import { Choice, faultAt, Text } from '../fields.tsx'
import { type Case, may, OUTCOMES, PARTIES } from '../types.ts'

type Props = { of: Case; again: () => Promise<void> }

/** Of what never was exceeded nothing is done any more. */
export function Acts({ of, again }: Props): VNode | null {
  const { roles } = useWatcher()
  const acts: VNode[] = []
  if (of.kind === 'noise' && !of.withdrawn_at && may('dissuade', roles)) acts.push(<Dissuade key="dissuade" of={of} again={again} />)
  if (!of.reported && !of.withdrawn_at && may('report', roles)) acts.push(<Report key="report" of={of} again={again} />)
  if (of.kind === 'water' && (!of.closed_at || of.ended === 'not_measured') && may('result', roles)) acts.push(<Enter key="result" of={of} again={again} />)
  return acts.length ? <>{acts}</> : null
}

const NO_DISSUASION = { party: '' as (typeof PARTIES)[number] | '', at: '', note: '' }
const DISSUASION = { party: 'dissuaded-by', at: 'dissuaded-at', note: 'dissuaded-note' }

function Dissuade({ of, again }: Props): VNode {
  const [said, say] = useState(NO_DISSUASION)
  const { key, summary, fault, sending } = useForm(said, faultAt(DISSUASION))
  async function send(): Promise<void> {
    const { party } = said
    await sending([pick('dissuaded-by', party), time('dissuaded-at', said.at), words('dissuaded-note', said.note)], async () => {
      if (!party) return
      const params = { path: { case_id: of.id }, header: once(key) }
      await got(api.POST('/v1/environment/cases/{case_id}/dissuasions', { params, body: { party, at: iso(said.at), note: said.note.trim() } }))
      say(NO_DISSUASION)
      await again()
    })
  }
  return (
    <Act id="dissuade" title={t('case.dissuade')} what={t('case.dissuade-what')}>
      {summary}
      <Choice id="dissuaded-by" label={t('case.dissuaded-by')} value={said.party} of={PARTIES} word={one => t(`case.party.${one}`)} set={value => say({ ...said, party: value })} fault={fault('dissuaded-by')} />
      <Moment id="dissuaded-at" label={t('case.dissuaded-at')} value={said.at} set={at => say({ ...said, at })} fault={fault('dissuaded-at')} />
      <Note id="dissuaded-note" label={t('case.dissuaded-note')} value={said.note} set={note => say({ ...said, note })} fault={fault('dissuaded-note')} />
      <Button kind="main" onClick={send}>{t('case.dissuade-do')}</Button>
    </Act>
  )
}

const NO_REPORT = { department: '', note: '' }
const REPORT = { department: 'reported-to', note: 'reported-note' }

/** Of noise only after somebody asked for quiet. */
function Report({ of, again }: Props): VNode {
  const [said, say] = useState(NO_REPORT)
  const { key, summary, fault, sending } = useForm(said, faultAt(REPORT))
  if (of.kind === 'noise' && !of.dissuasions.length) return <Act id="report" title={t('case.report')} what={t('case.dissuade-first')} />
  const [department, note] = [said.department.trim(), said.note.trim()]
  const checks: Check[] = [['reported-to', !department, t('case.department-missing')], words('reported-note', note)]
  const send = () => sending(checks, async () => {
    await got(api.POST('/v1/environment/cases/{case_id}/reports', { params: { path: { case_id: of.id }, header: once(key) }, body: { department, note } }))
    await again()
  })
  return (
    <Act id="report" title={t('case.report')} what={t('case.report-what')}>
      {summary}
      <Text id="reported-to" label={t('case.department')} value={said.department} set={value => say({ ...said, department: value })} fault={fault('reported-to')} />
      <Note id="reported-note" label={t('case.reported-note')} value={said.note} set={value => say({ ...said, note: value })} fault={fault('reported-note')} />
      <Sure checks={checks} send={send} title={t('case.report-title', { department })} action={t('case.report-do')} what={t('case.report-sure')} />
    </Act>
  )
}

const NO_RESULT = { outcome: '' as (typeof OUTCOMES)[number] | '', laboratory: '', sample: '', sampled_at: '', note: '' }
const RESULT = { outcome: 'outcome', laboratory: 'laboratory', sample: 'sample', sampled_at: 'sampled-at', note: 'result-note' }

/** Of several samples the one that was taken last counts. */
function Enter({ of, again }: Props): VNode {
  const [said, say] = useState(NO_RESULT)
  const { key, summary, fault, sending } = useForm(said, faultAt(RESULT))
  const { outcome } = said
  const [laboratory, sample] = [said.laboratory.trim(), said.sample.trim()]
  const checks: Check[] = [pick('outcome', outcome), ['laboratory', !laboratory, t('case.laboratory-missing')], ['sample', !sample, t('case.sample-missing')], time('sampled-at', said.sampled_at)]
  const send = () => sending(checks, async () => {
    if (!outcome) return
    const body = { outcome, laboratory, sample, sampled_at: iso(said.sampled_at), note: said.note.trim() }
    await got(api.POST('/v1/environment/cases/{case_id}/results', { params: { path: { case_id: of.id }, header: once(key) }, body }))
    say(NO_RESULT)
    await again()
  })
  return (
    <Act id="result" title={t('case.result')} what={t('case.result-what')}>
      {summary}
      <Choice id="outcome" label={t('case.outcome')} value={outcome} of={OUTCOMES} word={one => t(`case.outcome.${one}`)} set={value => say({ ...said, outcome: value })} fault={fault('outcome')} />
      <Text id="laboratory" label={t('case.laboratory')} value={said.laboratory} set={value => say({ ...said, laboratory: value })} fault={fault('laboratory')} />
      <Text id="sample" label={t('case.sample')} value={said.sample} set={value => say({ ...said, sample: value })} fault={fault('sample')} />
      <Moment id="sampled-at" label={t('case.sampled-at')} value={said.sampled_at} set={value => say({ ...said, sampled_at: value })} fault={fault('sampled-at')} />
      <Note id="result-note" label={t('ops.note')} value={said.note} set={note => say({ ...said, note })} fault={fault('result-note')} optional />
      <Sure checks={checks} send={send} title={t('case.result-title', { sample })} action={t('case.result-do')} what={outcome && t(`case.result-sure.${outcome}`)} />
    </Act>
  )
}

/** Asks whether he is sure once all is filled in; what is missing is told before. */
function Sure({ checks, send, title, action, what }: { checks: readonly Check[]; send: () => Promise<unknown>; title: string; action: string; what: string }): VNode {
  if (checks.some(([, amiss]) => amiss)) return <Button onClick={send}>{action}</Button>
  return <Confirm title={title} action={action} done={send}><p>{what}</p></Confirm>
}

function Act({ id, title, what, children }: { id: string; title: string; what: string; children?: ComponentChildren }): VNode {
  return (
    <section class="act written" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="meta">{what}</p>
      {children}
    </section>
  )
}

interface Written { id: string; label: string; value: string; set: (value: string) => void; fault: string | undefined; optional?: boolean }

const Moment = ({ id, label, value, set, fault }: Written): VNode => (
  <Field id={id} label={label} fault={fault}>
    {control => <input {...control} type="datetime-local" max={wall(Date.now(), how().zone)} value={value} onInput={event => set(event.currentTarget.value)} />}
  </Field>
)

const Note = ({ id, label, value, set, fault, optional }: Written): VNode => (
  <Field id={id} label={label} hint={t('case.anonymous')} fault={fault} optional={optional}>
    {control => <textarea {...control} rows={3} maxLength={1000} value={value} onInput={event => set(event.currentTarget.value)} />}
  </Field>
)

const SHORTEST = 2 // characters of a text, that the API asks for
const pick = (id: string, value: string): Check => [id, !value, t('form.pick')]
const time = (id: string, value: string): Check => [id, instant(value, how().zone) === null, t('case.time-missing')]
const words = (id: string, value: string): Check => [id, value.trim().length < SHORTEST, t('ops.write-something')]
const iso = (value: string): string => new Date(instant(value, how().zone) ?? NaN).toISOString()
