// What a worker's screens ask the city for.

import { api, got, Problem } from '../../lib/api.ts'
import { t } from '../../lib/i18n.ts'
import type { Own } from '../../lib/own.ts'
import { upTo } from '../ops/pages.ts'
import { type Task, tasks } from './tasks.ts'
import type { Asset, Category, Entry, HazardNow, Incident, IncidentNow, Limit, Patrol, PatrolNow, Plan, Round } from './types.ts'

const MOST = 100 // rows of a list
export const OPEN = 500 // matters of a community among which one's own are looked for

export interface Today {
  tasks: Task<Incident, Entry>[]
  patrols: Patrol[] // one's own, the last first
  plans: Plan[] // due today
  more: boolean // more is open than was looked through
}

/** What is somebody's is found among what is open for all: to the end, as far as that can be. */
export async function today(own: Own | null, community: string, me: string, roles: readonly string[]): Promise<Today> {
  const [incidents, hazards, patrols] = await Promise.all([
    upTo(OPEN, meanwhile(own, after => got(api.GET('/v1/incidents', { params: { query: { community, stage: 'open', after } } })))),
    upTo(OPEN, meanwhile(own, after => got(api.GET('/v1/facilities/ledger', { params: { query: { community, state: 'open', after } } })))),
    got(api.GET('/v1/facilities/patrols', { params: { query: { community, mine: true } } })),
  ])
  const more = incidents.more || hazards.more
  return { tasks: tasks(incidents.rows, hazards.rows, me, roles), patrols: patrols.items, plans: patrols.today, more }
}

/** Between two pages its person may sign out: the next would be asked for with the token of who came then. */
const meanwhile = <P>(own: Own | null, page: (after: string) => Promise<P>) => async (after: string): Promise<P> => {
  if (own?.seen.over) throw new Problem(401, 'signed-out', t('problem.signed-out'))
  return page(after)
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
