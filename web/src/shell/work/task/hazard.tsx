// A hazard of the ledger that one was sent to repair, or that another has repaired.

import type { VNode } from 'preact'
import { t, word } from '../../../lib/i18n.ts'
import { useLast } from '../../../lib/last.ts'
import { useLoad } from '../../../lib/load.ts'
import { noted } from '../../../lib/noted.ts'
import { acts } from '../../../lib/own.ts'
import { Clock, Load, Notice, Tag, Timeline } from '../../../ui/base.tsx'
import { Picture } from '../../../ui/picture.tsx'
import { hazard } from '../ask.ts'
import { useSent, Waits } from '../keeping.tsx'
import { aboutOf, following, hazardTodo, type Todo, waiting } from '../tasks.ts'
import type { HazardNow } from '../types.ts'
import { Desk, type Worker } from '../worker.tsx'
import { Done } from './done.tsx'
import { Judged } from './judged.tsx'
import { Where } from './where.tsx'

const EVERY = 30 // seconds

export function HazardTask({ id }: { id: string }): VNode {
  const now = useLoad(() => hazard(id), [id], EVERY)
  const found = useLast(`hazard/${id}`, now)
  useSent(now.reload, aboutOf('hazard', id))
  return (
    <Desk title={found.data ? word('category', found.data.category) : t('work.task')} back="/work">
      {worker => <Load of={found}>{one => <Shown of={one} worker={worker} heard={found.at ?? 0} />}</Load>}
    </Desk>
  )
}

function Shown({ of, worker, heard }: { of: HazardNow; worker: Worker; heard: number }): VNode {
  const waits = waiting(acts.value, aboutOf('hazard', of.id), heard)
  const todo = hazardTodo(of, worker.id, worker.roles)?.todo
  const next = todo ? following(todo, waits) : null
  return (
    <>
      <p class="marks">
        <Tag kind={of.severity === 'critical' ? 'error' : 'plain'}>{t(`work.severity.${of.severity}`)}</Tag>{' '}
        <strong>{t(`work.state.${of.state ?? 'open'}`)}</strong> {of.number} {of.overdue && <Tag kind="error">{t('work.overdue')}</Tag>}
      </p>
      {of.deadline && <p class="deadline"><Clock until={of.deadline} /></p>}
      {of.stop_use && !of.stopped && <Notice kind="warning" title={t('work.stop-use')} />}
      {of.led_by === 'incident' && of.incident_id && <p><a href={`/work/incident-${of.incident_id}`}>{t('work.with-incident')}</a></p>}
      <Waits of={waits} />
      <Where title={word('category', of.category)} community={of.community} place={of.where} asset={of.where.asset_id ?? null} point={of.where.point ?? null} />
      <Sources of={of} />
      {next ? <Next act={next} of={of} /> : <p class="act">{waits.length ? t('work.waits-city') : t('work.nothing-now')}</p>}
      <details>
        <summary>{t('work.timeline', { count: of.timeline.length })}</summary>
        <Timeline label={t('work.timeline-label')} of={of.timeline.map(one => ({ id: one.seq, at: one.at, what: word('work.fact', one.kind), by: one.by === worker.id ? t('work.you') : undefined, more: one.note ? noted(one.note) : undefined }))} />
      </details>
    </>
  )
}

/** What was said of it, with photographs; of a repair those that show it. */
function Sources({ of }: { of: HazardNow }): VNode {
  const photos = [...of.sources.flatMap(one => one.photos), ...of.timeline.flatMap(one => one.photos)]
  return (
    <section aria-labelledby="said">
      <h2 id="said">{t('work.said')}</h2>
      {of.sources.map(one => <p key={one.hazard_id}>{one.words || t('work.no-words')} <span class="meta">{t(`work.found.${one.found_by}`)}</span></p>)}
      {photos.length > 0 && (
        <ul class="bare pictures">{photos.map((one, n) => <li key={one.id}><a href={one.address} data-outside target="_blank" rel="noreferrer"><Picture address={one.address} alt={t('photo.number', { no: n + 1 })} width={96} height={96} loading="lazy" /></a></li>)}</ul>
      )}
    </section>
  )
}

function Next({ act, of }: { act: Todo; of: HazardNow }): VNode {
  const about = aboutOf('hazard', of.id)
  const what = (doing: string): string => `${doing} · ${word('category', of.category)}`
  const base = `/v1/facilities/hazards/${of.id}`
  if (act === 'verify') return <Judged to={{ about, what: what(t('work.verify')), path: `${base}/verifications`, either: true }} />
  const evidence = { to: '/v1/facilities/photos', as: 'photos', with: { community: of.community } }
  return <Done to={{ about, what: what(t('work.do.repair')), path: `${base}/repairs`, evidence, cost: true }} />
}
