// One patrol: begin it, see its route, pick what one stands before, end it.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { newKey } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { cited } from '../../../lib/noted.ts'
import { acts } from '../../../lib/own.ts'
import { go, type Params } from '../../../lib/router.ts'
import { ActionBar, Button, Confirm, Load, Notice, Page, Tag } from '../../../ui/base.tsx'
import { NotKept, useKeeping, Waits } from '../keeping.tsx'
import { Desk, type Worker } from '../worker.tsx'
import { renamed, startTracking, stopTracking, tracked, trouble } from './positions.ts'
import { type At, BEGIN, marks, pathOfPatrol, patrolAt } from './route.ts'
import { Scan } from './scan.tsx'
import type { Walk } from './walk.ts'
import { useRound, useWalk, type Walked } from './walked.ts'

export default function WalkScreen({ params }: { params: Params }): VNode {
  const at = patrolAt(params.id ?? '')
  if (!at) return <Page title={t('app.nowhere')} back="/work/patrols"><p>{t('app.nowhere-why')}</p></Page>
  return <Desk title={t('work.patrol')} back="/work/patrols">{worker => <Walking at={at} worker={worker} />}</Desk>
}

function Walking({ at, worker }: { at: At; worker: Worker }): VNode {
  const found = useWalk(at, worker.community)
  const { walk, begun } = found
  useEffect(() => {
    const from = acts.value.find(act => act.path === BEGIN && (act.answer as { id?: string } | null)?.id === at.id)
    if (at.kind === 'patrol' && from) renamed(from.id, { id: at.id, path: pathOfPatrol(at) })
  }, [at.id])
  if (walk.data === undefined && walk.at !== undefined) return <p>{t(at.kind === 'begun' && !begun ? 'work.begun-gone' : 'work.no-plan')}</p>
  return <Load of={walk}>{one => <Shown walk={one} at={at} found={found} worker={worker} />}</Load>
}

function Shown({ walk, at, found, worker }: { walk: Walk; at: At; found: Walked; worker: Worker }): VNode {
  const { round, things } = useRound(walk.row, worker.community)
  const of = marks(walk.route, walk.checked, found.waits)
  const seen = [...of.values()].filter(mark => mark !== 'open').length
  const ending = found.waits.some(act => act.path.endsWith('/endings'))
  const open = (id: string): void => go(`/work/patrol/${at.kind === 'begun' ? `begun-${at.id}` : at.id}/${id}`)
  return (
    <>
      <p class="lead">{walk.title}</p>
      <p><Tag kind={walk.state === 'ended' ? 'ok' : 'plain'}>{t(`work.patrol-state.${ending ? 'ended' : walk.state}`)}</Tag> {t('work.looked', { done: seen, all: walk.route.length })}</p>
      {round && !round.verified && <p class="meta">{cited(round.article)} · {t('work.unverified')}</p>}
      <Waits of={found.waits.filter(act => !act.path.endsWith('/checks') || act.state === 'conflict' || act.state === 'refused')} />
      {walk.state === 'walking' && !ending && tracked.value !== at.id && <Track at={at} />}
      {walk.state === 'ended' && <p class="meta">{t('work.late-check')}</p>}
      {walk.state !== 'planned' && <Scan route={walk.route} open={open} />}
      <h2>{t('work.route')}</h2>
      <ol class="bare stops">
        {walk.route.map(id => {
          const name = things.get(id)
          const mark = of.get(id) ?? 'open'
          const words = <><span>{name?.name ?? id} <span class="meta">{name?.address ?? ''} {id}</span></span><Tag kind={mark === 'sent' ? 'ok' : mark === 'kept' ? 'warning' : 'plain'}>{t(`work.stop.${mark}`)}</Tag></>
          return <li key={id}>{walk.state === 'planned' ? words : <a href={`/work/patrol/${at.kind === 'begun' ? `begun-${at.id}` : at.id}/${id}`}>{words}</a>}</li>
        })}
      </ol>
      {walk.state === 'planned' && <Begin walk={walk} />}
      {walk.state === 'walking' && !ending && <End at={at} about={found.about} left={walk.route.length - seen} title={walk.title} />}
    </>
  )
}

function Begin({ walk }: { walk: Walk }): VNode {
  const [id] = useState(newKey)
  const { keep, unkept } = useKeeping()
  async function begin(): Promise<void> {
    const body = { plan_id: walk.plan, version: walk.version, captured_at: new Date().toISOString() }
    const made = { id, what: `${t('work.begin')} · ${walk.title}`, about: `patrol/${id}`, path: BEGIN, body }
    if (await keep(made)) go(`/work/patrol/begun-${id}`, 'replace')
  }
  return <ActionBar><NotKept code={unkept} /><Button kind="main" onClick={begin}>{t('work.begin')}</Button></ActionBar>
}

function End({ at, about, left, title }: { at: At; about: string; left: number; title: string }): VNode {
  const [id] = useState(newKey)
  const { keep, unkept } = useKeeping()
  async function end(): Promise<void> {
    await stopTracking()
    await keep({ id, what: `${t('work.end')} · ${title}`, about, path: `${pathOfPatrol(at)}/endings`, body: { captured_at: new Date().toISOString() } })
  }
  return (
    <ActionBar>
      <NotKept code={unkept} />
      <Confirm title={t('work.end-title')} action={t('work.end')} done={end}>
        <p>{left ? t('work.end-left', { count: left }) : t('work.end-whole')}</p>
      </Confirm>
    </ActionBar>
  )
}

/** That it is recorded stands above every screen. */
function Track({ at }: { at: At }): VNode {
  return (
    <div class="tracking" role="status">
      <span class="meta">{t('work.not-tracking')}</span><Button small onClick={() => startTracking({ id: at.id, path: pathOfPatrol(at) })}>{t('work.track')}</Button>
      {trouble.value && !tracked.value && <Notice kind="warning" title={t(`work.position.${trouble.value}`)} />}
    </div>
  )
}
