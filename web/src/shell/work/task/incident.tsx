// An incident in a worker's hand: one clock, what it is and where, and what he does next.

import type { VNode } from 'preact'
import { t, word } from '../../../lib/i18n.ts'
import { useLast } from '../../../lib/last.ts'
import { useLoad } from '../../../lib/load.ts'
import { noted } from '../../../lib/noted.ts'
import { acts } from '../../../lib/own.ts'
import { ActionBar, Clock, Grade, Load, Notice, Tag, Timeline } from '../../../ui/base.tsx'
import { hazard, incident } from '../ask.ts'
import { useSent, Waits } from '../keeping.tsx'
import { aboutOf, following, incidentTodo, type Todo, waiting } from '../tasks.ts'
import type { IncidentNow } from '../types.ts'
import { Desk, type Worker } from '../worker.tsx'
import { titleOfIncident } from '../words.ts'
import { Arrive } from './arrive.tsx'
import { Done } from './done.tsx'
import { Help } from './help.tsx'
import { Judged } from './judged.tsx'
import { Take } from './take.tsx'
import { Where } from './where.tsx'

const EVERY = 30 // seconds
const TO_HELP = ['dispatched', 'acknowledged', 'handled'] // in which the API takes a call for help

export function IncidentTask({ id }: { id: string }): VNode {
  const now = useLoad(() => incident(id), [id], EVERY)
  const found = useLast(`incident/${id}`, now)
  const about = aboutOf('incident', id)
  useSent(now.reload, about)
  return (
    <Desk title={found.data ? titleOfIncident(found.data) : t('work.task')} back="/work">
      {worker => <Load of={found}>{one => <Shown of={one} worker={worker} heard={found.at ?? 0} again={now.reload} />}</Load>}
    </Desk>
  )
}

function Shown({ of, worker, heard, again }: { of: IncidentNow; worker: Worker; heard: number; again: () => unknown }): VNode {
  const waits = waiting(acts.value, aboutOf('incident', of.id), heard)
  const todo = incidentTodo(of, worker.id, worker.roles)?.todo
  const next = todo ? following(todo, waits) : null
  const point = of.lat != null && of.lon != null ? { lat: of.lat, lon: of.lon } : null
  const byHand = of.by_hand ?? []
  const asset = of.subject === of.category ? null : of.subject
  return (
    <>
      <p class="marks">
        <Tag kind={of.priority === 'P1' ? 'error' : 'plain'}>{of.priority}</Tag> <Grade of={of.grade ?? null} brief />{' '}
        <strong>{word('stage', of.stage)}</strong> {of.overdue && <Tag kind="error">{t('work.overdue')}</Tag>}
      </p>
      {of.deadline && <p class="deadline">{t(`work.until.${of.stage}` as 'work.until.dispatched')} <Clock until={of.deadline} /></p>}
      {of.drill && <Notice kind="warning" title={t('work.drill-what')} />}
      {byHand.length > 0 && (
        <Notice kind="warning" title={t('work.by-hand')}>
          <ul class="plain">{byHand.map(one => <li key={one.action_id}>{word('command', one.command)} {one.asset_id}</li>)}</ul>
        </Notice>
      )}
      <Waits of={waits} />
      <Where title={titleOfIncident(of)} community={of.community} place={of} asset={asset} point={point} />
      {next === 'handle' && <Arrive of={of} waits={waits} />}
      {next ? <Next act={next} of={of} /> : <p class="act">{waits.length ? t('work.waits-city') : t('work.nothing-now')}</p>}
      {TO_HELP.includes(of.stage) && (of.assignee === worker.id || of.team?.includes(worker.id)) && <Help of={of} heard={heard} again={again} />}
      <details>
        <summary>{t('work.timeline', { count: of.timeline.length })}</summary>
        <Timeline label={t('work.timeline-label')} of={of.timeline.map(one => ({ id: one.id ?? one.seq, at: one.at, what: word('work.fact', one.kind), by: one.by === worker.id ? t('work.you') : undefined, more: one.note ? noted(one.note) : undefined }))} />
      </details>
    </>
  )
}

function Next({ act, of }: { act: Todo; of: IncidentNow }): VNode {
  const about = aboutOf('incident', of.id)
  const what = (doing: string): string => `${doing} · ${titleOfIncident(of)}`
  if (act === 'acknowledge') return <ActionBar><Take of={of} /></ActionBar>
  if (act === 'assist') return <p class="act">{t('work.assists', { who: of.names?.[of.assignee ?? ''] ?? t('work.nobody') })}</p>
  if (act === 'handle') {
    const evidence = { to: `/v1/incidents/${of.id}/evidence`, as: 'evidence', with: { note: '' } }
    return <Done to={{ about, what: what(t('work.do.handle')), path: `/v1/incidents/${of.id}/handlings`, evidence }} />
  }
  const abnormal = !of.sensor.normal && !of.sensor.absent
  if (abnormal) return <Abnormal of={of} what={what} />
  return <Judged to={{ about, what: what(t('work.verify')), path: `/v1/incidents/${of.id}/verifications`, either: false }} />
}

/** A sensor must read normal first; of what people found, people say on site whether it is gone. */
function Abnormal({ of, what }: { of: IncidentNow; what: (doing: string) => string }): VNode {
  const found = useLast(`hazard/${of.hazard_id}`, useLoad(() => hazard(of.hazard_id), [of.hazard_id]))
  const path = `/v1/facilities/hazards/${of.hazard_id}/inspections`
  return (
    <Load of={found} quiet>
      {({ found_by }) => (found_by === 'sensor' ? <Notice kind="warning" title={t('work.sensor-abnormal')} /> : (
        <Judged to={{ about: aboutOf('incident', of.id), what: what(t('work.inspect')), path, either: true, action: t('work.inspect') }}>
          <p>{t('work.inspect-what')}</p>
        </Judged>
      ))}
    </Load>
  )
}
