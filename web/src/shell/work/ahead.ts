// What a worker's screens fetch ahead, for where there is no signal.

import type { Own } from '../../lib/own.ts'
import { assetsOf, categories, hazard, incident, limits, patrol, plans, rounds, type Today } from './ask.ts'
import { ofPatrol, ofPlan } from './patrol/walk.ts'
import type { Round } from './types.ts'

const AHEAD = 30 // tasks whose particulars are fetched ahead
const FRESH = 12 * 3_600_000 // ms that check lists and categories are good for

/** So that each task opens in a stairwell as well, one's own before what is to be verified; what fails is asked for when it is opened. */
export async function ahead(own: Own, community: string, shown: Today): Promise<void> {
  const [mine, others] = [shown.tasks.filter(task => task.mine), shown.tasks.filter(task => !task.mine)]
  for (const { sort, todo, of } of [...mine, ...others].slice(0, AHEAD)) {
    const name = `${sort}/${of.id}`
    const last = await own.seen.last<{ version?: number | null }>(name)
    if (!last || last.data.version !== of.version) await fetched(own, name, () => (sort === 'incident' ? incident(of.id) : hazard(of.id)))
    if (sort === 'incident' && todo === 'verify') await rarely(own, `hazard/${of.hazard_id}`, () => hazard(of.hazard_id)) // who found it says how it is verified
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
