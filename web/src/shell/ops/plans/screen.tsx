// 巡检计划: which assets are walked past, how often and by whom; made, changed and ended by who manages them.

import type { VNode } from 'preact'
import { api, got, matching, once } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { t } from '../../../lib/i18n.ts'
import { Button, Clock, Confirm, Load, Table, Tag, Wait, When } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { coded, who } from '../words.ts'
import { bodyOf, FRESH, often, type Plan, PlanFields, type Round, usePlanned, useRounds } from './form.tsx'

type Again = () => Promise<unknown>

export default function Screen(): VNode {
  return <Post title={t('ops.plans')} back={within('/ops/more')}>{community => <Plans community={community} />}</Post>
}

function Plans({ community }: { community: string }): VNode {
  const { roles } = useWatcher()
  const manages = roles.includes('property_manager')
  const rounds = useRounds(community)
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
      ...(again ? [{ title: t('ops.act'), cell: (one: Plan) => <><a class="button" href={within(`/ops/plans/${one.id}`)} aria-label={t('ops.plan-revise-what', { title: one.title })}>{t('ops.plan-revise')}</a> <End of={one} again={again} /></> }] : []),
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
  const draft = useDraft(`plan:${community}`, () => FRESH)
  const said = draft.value ?? FRESH
  const { form, sending } = usePlanned(said, rounds)
  if (!draft.value) return <Wait />
  async function make(): Promise<void> {
    await sending(async () => {
      await got(api.POST('/v1/facilities/plans', { params: { header: once(form.key) }, body: { community, ...bodyOf(said) } }))
      draft.set(FRESH)
      await draft.done()
      await again()
    })
  }
  return (
    <div class="written">
      <PlanFields community={community} rounds={rounds} said={said} say={draft.set} form={form} />
      <Button kind="main" onClick={make}>{t('ops.plan-make')}</Button>
    </div>
  )
}
