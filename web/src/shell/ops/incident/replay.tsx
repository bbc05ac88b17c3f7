// 回放: the incident as it stood after each fact, and how long each step took against its target.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { span } from '../../../lib/fmt.ts'
import { how, t, word } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import type { Params } from '../../../lib/router.ts'
import { Button, Grade, Load, Notice, Page, Table, Tag, When } from '../../../ui/base.tsx'
import { Here } from '../flow/here.tsx'
import { type Gives, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { coded, titled, who } from '../words.ts'

type Replay = Gives<'/v1/incidents/{incident_id}/replay'>
type State = Replay['states'][number]
interface Whole {
  states: State[]
  steps: Replay['steps'][number][]
}
const MOST = 1000 // facts
const PACE = 1200 // ms a fact
const MINUTE = 60_000

export default function Screen({ params }: { params: Params }): VNode {
  const path = { incident_id: params.id ?? '' }
  const found = useLoad(async () => {
    const [one, replay] = await Promise.all([
      whole(got(api.GET('/v1/incidents/{incident_id}', { params: { path } }))), all(path),
    ])
    return { one, replay }
  }, [params.id])
  return (
    <Page title={t('ops.replay')} back={`/ops/e/${params.id}`} wide>
      <Load of={found}>
        {({ one, replay }) => (
          <>
            <p class="lead">{titled(one)} · {one.subject}</p>
            {one.drill && <Notice kind="warning" title={t('ops.drill-what')} />}
            <Played of={replay.states} community={one.community} />
            <Steps of={replay.steps} />
            {one.lesson && <section aria-labelledby="lesson"><h2 id="lesson">{t('ops.lesson-was')}</h2><blockquote>{one.lesson}</blockquote></section>}
          </>
        )}
      </Load>
    </Page>
  )
}

async function all(path: { incident_id: string }): Promise<Whole> {
  const states: State[] = []
  const steps: Whole['steps'] = []
  for (let after: number | null = 0; after !== null && states.length < MOST;) {
    const page: Replay = await whole(got(api.GET('/v1/incidents/{incident_id}/replay', { params: { path, query: { after } } })))
    states.push(...page.states)
    steps.push(...page.steps)
    after = page.next
  }
  return { states, steps }
}

function Played({ of, community }: { of: State[]; community: string }): VNode {
  const { id: me } = useWatcher()
  const [at, move] = useState(0)
  const [plays, play] = useState(false)
  const last = of.length - 1
  useEffect(() => {
    if (!plays) return
    if (at >= last) return play(false)
    const timer = setTimeout(() => move(at + 1), PACE)
    return () => clearTimeout(timer)
  }, [plays, at, last])
  const now = of[Math.min(at, last)]
  if (!now) return <p class="meta">{t('ops.none-such')}</p>
  const begin = (): void => { if (at >= last) move(0); play(!plays) }
  const named = t('ops.replay-at', { number: at + 1, all: of.length })
  return (
    <section class="stand" aria-labelledby="played">
      <h2 id="played">{named}</h2>
      <div class="two">
        <div>
          <input type="range" class="whole" min={0} max={last} value={at} aria-label={t('ops.replay-where')} aria-valuetext={`${named} ${word('ops.fact', now.kind)}`}
            onInput={event => { play(false); move(Number(event.currentTarget.value)) }} />
          <div class="batch">
            <Button onClick={() => move(Math.max(0, at - 1))}>{t('ops.replay-before')}</Button>
            <Button kind="main" onClick={begin}>{t(plays ? 'ops.replay-pause' : 'ops.replay-play')}</Button>
            <Button onClick={() => move(Math.min(last, at + 1))}>{t('ops.replay-next')}</Button>
          </div>
          <dl class="facts" aria-live={plays ? 'off' : 'polite'}>
            <dt>{t('ops.kept-at')}</dt><dd><When at={now.at} /></dd>
            <dt>{t('ops.what')}</dt><dd><strong>{word('ops.fact', now.kind)}</strong></dd>
            <dt>{t('ops.stage')}</dt><dd>{word('stage', now.stage)}</dd>
            <dt>{t('ops.assignee')}</dt><dd>{who(now.assignee, me)}{now.level !== null && ` · ${t('ops.level', { level: now.level })}`}</dd>
            <dt>{t('ops.grade')}</dt><dd><Grade of={now.grade} /></dd>
            {now.normal !== null && <><dt>{t('ops.readings')}</dt><dd><Tag kind={now.normal ? 'ok' : 'error'}>{t(now.normal ? 'ops.sensor-normal' : 'ops.sensor-abnormal')}</Tag></dd></>}
          </dl>
        </div>
        <Here community={community} stage={now.stage} />
      </div>
    </section>
  )
}

function Steps({ of }: { of: Whole['steps'] }): VNode {
  const minutes = (count: number) => span(count * MINUTE, how())
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{t('ops.step-times')}</h2>
      {!of.length ? <p class="meta">{t('ops.no-steps')}</p> : (
        <Table caption={t('ops.step-times-what')} rows={of} id={one => one.act + one.since} columns={[
          { title: t('ops.step-of'), cell: one => coded('ops.step-act', one.act) },
          { title: t('ops.from'), cell: one => <When at={one.since} /> },
          { title: t('ops.took'), end: true, cell: one => minutes(one.minutes) },
          { title: t('ops.target'), end: true, cell: one => (one.allowed === null ? '—' : minutes(one.allowed)) },
          { title: t('ops.found'), cell: one => <>{one.late ? <Tag kind="error">{t('ops.overdue')}</Tag> : <Tag kind="ok">{t('ops.in-time')}</Tag>}{!one.done && <> <Tag>{t('ops.not-done')}</Tag></>}</> },
        ]} />
      )}
    </section>
  )
}
