// What a worker's screens ask the city for, and what they fetch ahead for where there is no signal.

import { api, got } from '../../lib/api.ts'
import type { Own } from '../../lib/own.ts'
import { upTo } from '../ops/pages.ts'
import { ofPatrol, ofPlan } from './patrol/walk.ts'
import { type Task, tasks } from './tasks.ts'
import type { Asset, Category, Entry, HazardNow, Incident, IncidentNow, Limit, Patrol, PatrolNow, Plan, Round } from './types.ts'

const MOST = 100 // rows of a list
const AHEAD = 30 // tasks whose particulars are fetched ahead
const FRESH = 12 * 3_600_000 // ms that check lists and categories are good for

export interface Today {
  tasks: Task<Incident, Entry>[]
  patrols: Patrol[] // one's own, the last first
  plans: Plan[] // due today
}

export async function today(community: string, me: string, roles: readonly string[]): Promise<Today> {
  const [incidents, hazards, patrols] = await Promise.all([
    upTo(MOST, after => got(api.GET('/v1/incidents', { params: { query: { community, stage: 'open', after } } }))),
    upTo(MOST, after => got(api.GET('/v1/facilities/ledger', { params: { query: { community, state: 'open', after } } }))),
    got(api.GET('/v1/facilities/patrols', { params: { query: { community, mine: true } } })),
  ])
  return { tasks: tasks(incidents.rows, hazards.rows, me, roles), patrols: patrols.items, plans: patrols.today }
}

export const incident = (id: string): Promise<IncidentNow> =>
  got(api.GET('/v1/incidents/{incident_id}', { params: { path: { incident_id: id } } }))
export const hazard = (id: string): Promise<HazardNow> =>
  got(api.GET('/v1/facilities/hazards/{hazard_id}', { params: { path: { hazard_id: id } } }))
export const patrol = (id: string): Promise<PatrolNow> =>
  got(api.GET('/v1/facilities/patrols/{patrol_id}', { params: { path: { patrol_id: id } } }))
export const asset = (id: string) =>
  got(api.GET('/v1/facilities/assets/{asset_id}', { params: { path: { asset_id: id } } }))
export const rounds = async (community: string): Promise<Round[]> =>
  (await got(api.GET('/v1/facilities/rounds', { params: { query: { community } } }))).items
export const limits = async (community: string): Promise<Limit[]> =>
  (await got(api.GET('/v1/facilities/limits', { params: { query: { community } } }))).items
export const categories = async (community: string): Promise<Category[]> =>
  (await got(api.GET('/v1/facilities/categories', { params: { query: { community } } }))).items
export const plans = async (community: string): Promise<Plan[]> =>
  (await upTo(MOST, after => got(api.GET('/v1/facilities/plans', { params: { query: { community, after } } })))).rows

/** Those of a kind: what a route is made of. */
export const assetsOf = async (community: string, kind: Asset['kind']): Promise<Asset[]> =>
  (await upTo(300, after => got(api.GET('/v1/facilities/assets', { params: { query: { community, kind, after } } })))).rows

/** So that each of one's tasks opens in a stairwell as well; what fails is asked for when it is opened. */
export async function ahead(own: Own, community: string, shown: Today): Promise<void> {
  const mine = shown.tasks.filter(task => task.mine).slice(0, AHEAD)
  for (const { sort, of } of mine) {
    const name = `${sort}/${of.id}`
    const last = await own.seen.last<{ version?: number | null }>(name)
    if (last && last.data.version === of.version) continue
    await fetched(own, name, () => (sort === 'incident' ? incident(of.id) : hazard(of.id)))
  }
  await rarely(own, `categories/${community}`, () => categories(community))
  await patrolsAhead(own, community, shown)
}

/** What one must know to walk them: the routes, the things on these, and what is looked at. */
async function patrolsAhead(own: Own, community: string, { plans: due, patrols }: Today): Promise<void> {
  const walking = patrols.filter(one => one.state === 'walking')
  if (!due.length && !walking.length) return
  await rarely(own, `rounds/${community}`, () => rounds(community))
  await rarely(own, `limits/${community}`, () => limits(community))
  const rows = (await own.seen.last<Round[]>(`rounds/${community}`))?.data ?? []
  const walked = new Set([...due, ...walking].map(one => one.row))
  for (const kind of new Set(rows.filter(one => walked.has(one.id)).map(one => one.kind))) {
    await rarely(own, `assets/${community}/${kind}`, () => assetsOf(community, kind))
  }
  for (const { id } of walking) await fetched(own, `walk/${id}`, async () => ofPatrol(await patrol(id)))
  if (due.length) await fetched(own, `plans/${community}`, async () => (await plans(community)).map(ofPlan))
}

async function rarely(own: Own, name: string, ask: () => Promise<unknown>): Promise<void> {
  const last = await own.seen.last(name)
  if (!last || Date.now() - last.at > FRESH) await fetched(own, name, ask)
}

async function fetched(own: Own, name: string, ask: () => Promise<unknown>): Promise<void> {
  if (own.seen.over) return // else without a token, or with that of who came next
  const data = await ask().catch(() => undefined)
  if (data !== undefined) await own.seen.keep(name, data)
}
