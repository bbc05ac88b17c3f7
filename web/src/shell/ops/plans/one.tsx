// Changing a plan. Who was quicker is seen beside it, and a person decides.

import type { VNode } from 'preact'
import { api, got, matching } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Problem } from '../../../lib/problem.ts'
import { go, type Params } from '../../../lib/router.ts'
import { ActionBar, Button, Load, Notice, Wait } from '../../../ui/base.tsx'
import { upTo } from '../pages.ts'
import { Clash, useClash } from '../rosters/clash.tsx'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { who } from '../words.ts'
import { bodyOf, type Plan, PlanFields, type Round, type Said, usePlanned, useRounds } from './form.tsx'

const MOST = 500 // plans of a community, among which it is found

export default function Screen({ params }: { params: Params }): VNode {
  return <Post title={t('ops.plan-revise')} back={within('/ops/plans')}>{community => <Known community={community} id={params.id ?? ''} />}</Post>
}

function Known({ community, id }: { community: string; id: string }): VNode {
  const { roles } = useWatcher()
  const rounds = useRounds(community)
  const found = useLoad(async () => {
    const { rows } = await upTo(MOST, after => whole(got(api.GET('/v1/facilities/plans', { params: { query: { community, after } } }))))
    const one = rows.find(each => each.id === id)
    if (!one) throw new Problem(404, 'not-found', t('ops.plan-gone'))
    return one
  }, [community, id])
  if (!roles.includes('property_manager')) return <Notice title={t('ops.plan-managers')} />
  return <Load of={rounds} quiet>{known => <Load of={found} quiet>{one => <Revise key={one.version} of={one} rounds={known} />}</Load>}</Load>
}

const saidOf = ({ title, row, route, person }: Plan): Said => ({ title, row, route, person: person ?? '' })

function Revise({ of, rounds }: { of: Plan; rounds: Round[] }): VNode {
  const draft = useDraft<Said>(`plan:${of.id}:${of.version}`, () => saidOf(of))
  const said = draft.value ?? saidOf(of)
  const clash = useClash<Plan>()
  const { form, sending } = usePlanned(said, rounds)
  if (!draft.value) return <Wait />
  const left = async (): Promise<void> => {
    await draft.done()
    go(within('/ops/plans'))
  }
  async function save(version: number | null): Promise<void> {
    const params = { path: { plan_id: of.id }, header: matching(version) }
    const body = { ...bodyOf(said), grid: of.grid, ended: false }
    await sending(async () => {
      if (await clash.saving(() => got(api.PUT('/v1/facilities/plans/{plan_id}', { params, body })))) await left()
    })
  }
  return (
    <div class="written">
      {clash.theirs && <Clash theirs={<InShort of={saidOf(clash.theirs)} />} mine={<InShort of={said} />} useTheirs={() => void left()} useMine={() => save(clash.theirs?.version ?? null)} />}
      <PlanFields community={of.community} rounds={rounds} said={said} say={draft.set} form={form} />
      <ActionBar><Button kind="main" onClick={() => save(of.version)}>{t('ops.save')}</Button></ActionBar>
    </div>
  )
}

function InShort({ of }: { of: Said }): VNode {
  const { id: me } = useWatcher()
  return <p>{of.title} · {t('ops.plan-stops', { count: of.route.length })} · {of.person ? who(of.person, me) : t('ops.plan-anybody')}<br /><span class="meta">{of.route.join(' → ')}</span></p>
}
