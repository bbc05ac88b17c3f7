// 巡检计划: which assets are walked past, how often and by whom; made and ended by who manages them.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching, once } from '../../lib/api.ts'
import { t } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { useOnce } from '../../lib/once.ts'
import { Button, Clock, Confirm, Load, Table, Tag, When } from '../../ui/base.tsx'
import { Choice, ErrorSummary, Field, type Wrong } from '../../ui/form.tsx'
import { upTo, usePaged } from './pages.ts'
import { PersonField } from './person.tsx'
import { type Gives, whole } from './types.ts'
import { Post, useWatcher } from './watcher.tsx'
import { coded, who } from './words.ts'

type Plan = Gives<'/v1/facilities/plans'>['items'][number]
type Round = Gives<'/v1/facilities/rounds'>['items'][number]
type Again = () => Promise<unknown>
const LONGEST = 100 // places of a route
const FRESH = { title: '', row: '', person: '' }

export default function Screen(): VNode {
  return <Post title={t('ops.plans')} back="/ops/more">{community => <Plans community={community} />}</Post>
}

function Plans({ community }: { community: string }): VNode {
  const { roles } = useWatcher()
  const manages = roles.includes('property_manager')
  const rounds = useLoad(async () => (await whole(got(api.GET('/v1/facilities/rounds', { params: { query: { community } } })))).items, [community])
  const all = usePaged(after => whole(got(api.GET('/v1/facilities/plans', { params: { query: { community, after } } }))), [community])
  return (
    <Load of={rounds} quiet>
      {known => (
        <>
          <Load of={all} isEmpty={rows => !rows.length} empty={<p>{t('ops.plans-none')}</p>}>
            {rows => <Listed rows={rows} rounds={known} again={manages ? all.reload : null} />}
          </Load>
          {all.further && <p><Button onClick={all.further}>{t('ops.show-more')}</Button></p>}
          {manages && <details><summary>{t('ops.plan-make')}</summary><Make community={community} rounds={known} again={all.reload} /></details>}
        </>
      )}
    </Load>
  )
}

function often({ value, unit }: Round): string {
  return t(unit === 'month' ? 'ops.plan-months' : 'ops.plan-days', { count: value })
}

function Listed({ rows, rounds, again }: { rows: Plan[]; rounds: Round[]; again: Again | null }): VNode {
  const { id: me } = useWatcher()
  const of = new Map(rounds.map(one => [one.id, one]))
  return (
    <Table caption={t('ops.plans-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
      { title: t('ops.plan'), cell: one => <><strong>{one.title}</strong> <span class="meta">{coded('kind', of.get(one.row)?.kind ?? one.row)} · {t('ops.plan-stops', { count: one.route.length })}</span></> },
      { title: t('ops.plan-every'), cell: one => { const round = of.get(one.row); return round ? often(round) : one.row } },
      { title: t('ops.plan-by'), cell: one => (one.person ? who(one.person, me) : t('ops.plan-anybody')) },
      { title: t('ops.plan-next'), cell: one => <><Clock until={one.deadline} /> {one.overdue && <Tag kind="error">{t('ops.overdue')}</Tag>}</> },
      { title: t('ops.plan-last'), cell: one => (one.walked_at ? <When at={one.walked_at} /> : '—') },
      ...(again ? [{ title: t('ops.act'), cell: (one: Plan) => <End of={one} again={again} /> }] : []),
    ]} />
  )
}

function End({ of, again }: { of: Plan; again: Again }): VNode {
  async function end(): Promise<void> {
    const { title, row, route, person, grid } = of
    const path = { plan_id: of.id }
    await got(api.PUT('/v1/facilities/plans/{plan_id}', { params: { path, header: matching(of.version) }, body: { title, row, route, person, grid, ended: true } }))
    await again()
  }
  return <Confirm title={t('ops.plan-end-title', { title: of.title })} action={t('ops.plan-end')} danger done={end}><p>{t('ops.plan-end-what')}</p></Confirm>
}

function Make({ community, rounds, again }: { community: string; rounds: Round[]; again: Again }): VNode {
  const [said, say] = useState(FRESH)
  const [route, walk] = useState<string[]>([])
  const [wrong, judge] = useState<Wrong[]>([])
  const [turn, press] = useState(0)
  const key = useOnce(JSON.stringify([said, route]))
  const round = rounds.find(one => one.id === said.row)
  const fault = (id: string): string | undefined => wrong.find(one => one.id === id)?.words
  async function make(): Promise<void> {
    const found: Wrong[] = []
    if (!said.title.trim()) found.push({ id: 'title', words: t('ops.write-something') })
    if (!round) found.push({ id: 'round', words: t('form.pick') })
    if (round && !route.length) found.push({ id: 'route', words: t('ops.plan-route-missing') })
    judge(found)
    press(turn + 1)
    if (found.length) return
    const body = { community, title: said.title.trim(), row: said.row, route, person: said.person || null }
    await got(api.POST('/v1/facilities/plans', { params: { header: once(key) }, body }))
    say(FRESH)
    walk([])
    await again()
  }
  return (
    <div class="written">
      <ErrorSummary of={wrong} turn={turn} />
      <Field id="title" label={t('ops.plan-title')} fault={fault('title')}>
        {control => <input {...control} maxLength={60} value={said.title} onInput={event => say({ ...said, title: event.currentTarget.value })} />}
      </Field>
      <Field id="round" label={t('ops.plan-round')} hint={round && !round.verified ? t('ops.plan-unverified') : undefined} fault={fault('round')}>
        {control => (
          <select {...control} value={said.row} onChange={event => { walk([]); say({ ...said, row: event.currentTarget.value }) }}>
            <option value="">{t('form.pick')}</option>
            {rounds.map(one => <option key={one.id} value={one.id}>{coded('kind', one.kind)} · {often(one)}</option>)}
          </select>
        )}
      </Field>
      {round && <Route key={round.id} community={community} kind={round.kind} route={route} walk={walk} fault={fault('route')} />}
      <PersonField id="person" label={t('ops.plan-by')} community={community} value={said.person} say={person => say({ ...said, person })} optional />
      <Button kind="main" onClick={make}>{t('ops.plan-make')}</Button>
    </div>
  )
}

/** Each in its place on the way, as they are ticked one after another. */
function Route({ community, kind, route, walk, fault }: { community: string; kind: Round['kind']; route: string[]; walk: (to: string[]) => void; fault: string | undefined }): VNode {
  const found = useLoad(() => upTo(LONGEST, after => whole(got(api.GET('/v1/facilities/assets', { params: { query: { community, kind, after } } })))), [community, kind])
  const place = (id: string): string => (route.includes(id) ? `${route.indexOf(id) + 1}. ` : '')
  const toggle = (id: string) => (on: boolean) => walk(on ? [...route, id] : route.filter(one => one !== id))
  return (
    <Field id="route" label={t('ops.plan-route')} group fault={fault}>
      {() => (
        <Load of={found} quiet isEmpty={({ rows }) => !rows.length} empty={<p class="meta">{t('ops.plan-no-assets')}</p>}>
          {({ rows, more }) => (
            <>
              {rows.filter(one => one.state !== 'retired').map(one => <Choice key={one.id} type="checkbox" label={<>{place(one.id)}{one.name} <span class="meta">{one.address} {one.id}</span></>} on={route.includes(one.id)} set={toggle(one.id)} />)}
              {more && <p class="meta">{t('ops.narrow', { most: LONGEST })}</p>}
            </>
          )}
        </Load>
      )}
    </Field>
  )
}
