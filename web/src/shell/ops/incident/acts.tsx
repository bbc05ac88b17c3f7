// What this person may do now, the next act first; and what is still lacking before it can be closed.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { useOnce } from '../../../lib/once.ts'
import { Confirm, Notice } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Take } from '../duty/row.tsx'
import { type Act, isAbnormal, needs, next } from '../order.ts'
import type { Detail } from '../types.ts'
import { useWatcher, type Watcher } from '../watcher.tsx'
import { titled, who } from '../words.ts'
import { Handle } from './handle.tsx'
import { Written } from './written.tsx'

interface Props {
  of: Detail
  again: () => unknown
}

const CLOSERS = ['community_worker', 'official', 'city_operator']
const ENDED = ['closed', 'withdrawn', 'merged']
const TO_REOPEN = ['acknowledged', 'handled', 'verified', 'closed']

export function Acts({ of, again }: Props): VNode {
  const watcher = useWatcher()
  const now = next(of, watcher.id, watcher.roles)
  const closer = CLOSERS.some(role => watcher.roles.includes(role as never))
  return (
    <section id="act" class="act" aria-labelledby="act-title">
      <h2 id="act-title">{t(now?.mine ? 'ops.your-act' : 'ops.no-act')}</h2>
      {now?.mine ? <Now act={now.act} of={of} again={again} /> : <p>{waiting(of, now?.act, watcher)}</p>}
      {closer && !ENDED.includes(of.stage) && now?.act !== 'close' && (
        <details class="card">
          <summary>{t('ops.close')}</summary>
          <Close of={of} again={again} me={watcher.id} />
        </details>
      )}
      {closer && TO_REOPEN.includes(of.stage) && <Reopen of={of} again={again} />}
    </section>
  )
}

function Now({ act, of, again }: Props & { act: Act }): VNode {
  const { id } = useWatcher()
  if (act === 'acknowledge') return <Take of={of} title={titled(of)} again={again} />
  if (act === 'handle') return <Handle of={of} again={again} />
  if (act === 'verify') return <Verify of={of} again={again} />
  return <Close of={of} again={again} me={id} />
}

function waiting(of: Detail, act: Act | undefined, { id }: Watcher): string {
  if (of.stage === 'closed' && of.lesson) return t('ops.lesson-is', { lesson: of.lesson })
  if (!act) return word('stage', of.stage)
  if (of.handler === id && (act === 'verify' || act === 'close')) return t('ops.own-work')
  return t(`ops.waits.${act}`, { who: who(of.assignee, id) })
}

function Verify({ of, again }: Props): VNode {
  const path = { incident_id: of.id }
  return (
    <Written name={`verify-${of.id}`} label={t('ops.verify-note')} action={t('ops.verify')} again={again} send={(note, key) =>
      got(api.POST('/v1/incidents/{incident_id}/verifications', { params: { path, header: once(key) }, body: { note } }))}>
      {isAbnormal(of) && <Notice kind="warning" title={t('ops.need.sensor')} />}
    </Written>
  )
}

/** Sent whatever is lacking: the server judges, and its refusal stands beside the list. */
function Close({ of, again, me }: Props & { me: string | undefined }): VNode {
  const path = { incident_id: of.id }
  const lacking = needs(of, me)
  const [why, say] = useState('')
  const [fault, state] = useState('')
  const reason = useOnce(`${why.trim()}/${fault.trim()}`)
  const body = { unreported: why.trim() || null, sensor_fault: fault.trim() || null }
  return (
    <Written name={`lesson-${of.id}`} label={t('ops.lesson')} action={t('ops.close')} again={again} send={(lesson, key) =>
      got(api.POST('/v1/incidents/{incident_id}/closures', { params: { path, header: once(`${key}${reason}`) }, body: { lesson, ...body } }))}>
      <p>{t('ops.needs')}</p>
      <ul class="plain needs">
        {lacking.map(([need, met]) => <li key={need} class={met ? 'met' : 'unmet'}><span aria-hidden="true">{met ? '✓' : '✗'}</span> {t(`ops.need.${need}`)} <span class="meta">{t(met ? 'ops.is-met' : 'ops.is-lacking')}</span></li>)}
      </ul>
      <Field id="unreported" label={t('ops.unreported')}>
        {control => <input {...control} maxLength={1000} value={why} onInput={event => say(event.currentTarget.value)} />}
      </Field>
      {isAbnormal(of) && (
        <Field id="sensor-fault" label={t('ops.sensor-fault')} hint={t('ops.sensor-fault-what')}>
          {control => <input {...control} maxLength={1000} value={fault} onInput={event => state(event.currentTarget.value)} />}
        </Field>
      )}
    </Written>
  )
}

function Reopen({ of, again }: Props): VNode {
  const key = useOnce(`${of.version}`)
  async function reopen(reason: string): Promise<void> {
    const path = { incident_id: of.id }
    await got(api.POST('/v1/incidents/{incident_id}/reopenings', { params: { path, header: once(key) }, body: { reason } }))
    await again()
  }
  return <Confirm title={t('ops.reopen-title')} action={t('ops.reopen')} reason done={reopen}><p>{t('ops.reopen-what')}</p></Confirm>
}
