// What a worker has to do, in which order, and what comes next when what he did is not sent yet. Pure.

import type { Act } from '../../lib/acts.ts'

export type Todo = 'acknowledge' | 'handle' | 'repair' | 'verify' | 'assist'

export interface IncidentRow {
  id: string
  stage: string
  priority: string
  assignee?: string | null
  handler?: string | null
  team?: readonly string[]
  deadline?: string | null
}
export interface HazardRow {
  id: string
  state?: string
  severity: string
  led_by?: string
  joined_to?: string | null
  assignee?: string | null
  repairer?: string | null
  deadline?: string | null
}
export type Sort = 'incident' | 'hazard'
export type Task<I, H> = { mine: boolean; todo: Todo; deadline: string | null } & ({ sort: 'incident'; of: I } | { sort: 'hazard'; of: H })

const ASSISTED = ['dispatched', 'acknowledged']
const VERIFIERS = ['grid_worker', 'community_worker']
const WEIGHT: Record<string, number> = { P1: 1, critical: 1, P2: 2, major: 2, P3: 3, general: 3 }

export const aboutOf = (sort: Sort, id: string): string => `${sort}/${id}`
export const pathOf = (sort: Sort, id: string): string => `/work/${sort}-${id}`

/** Of `incident-<id>` in an address. */
export function taskAt(param: string): { sort: Sort; id: string } | null {
  const [, sort, id] = /^(incident|hazard)-([0-9a-f]{26})$/.exec(param) ?? []
  return sort && id ? { sort: sort as Sort, id } : null
}

/** What is this person's to do by what the city knows; `mine` is false of others' work to verify. Who was
 * asked to help has nothing to answer: he goes there.
 */
export function incidentTodo(one: IncidentRow, me: string, roles: readonly string[]): { todo: Todo; mine: boolean } | null {
  if (one.stage === 'dispatched' && one.assignee === me) return { todo: 'acknowledge', mine: true }
  if (one.stage === 'acknowledged' && one.assignee === me) return { todo: 'handle', mine: true }
  if (ASSISTED.includes(one.stage) && one.team?.includes(me)) return { todo: 'assist', mine: true }
  return one.stage === 'handled' && one.handler !== me && isVerifier(roles) ? { todo: 'verify', mine: false } : null
}

export function hazardTodo(one: HazardRow, me: string, roles: readonly string[]): { todo: Todo; mine: boolean } | null {
  if (one.led_by === 'incident' || one.joined_to) return null
  if (one.state === 'assigned' && one.assignee === me) return { todo: 'repair', mine: true }
  return one.state === 'repaired' && one.repairer !== me && isVerifier(roles) ? { todo: 'verify', mine: false } : null
}

const isVerifier = (roles: readonly string[]): boolean => roles.some(role => VERIFIERS.includes(role))

/** The next deadline first; what has none comes last, the more urgent of them first. */
export function tasks<I extends IncidentRow, H extends HazardRow>(
  incidents: readonly I[], hazards: readonly H[], me: string, roles: readonly string[],
): Task<I, H>[] {
  const found: Task<I, H>[] = []
  for (const of of incidents) {
    const next = incidentTodo(of, me, roles)
    if (next) found.push({ ...next, sort: 'incident', of, deadline: of.deadline ?? null })
  }
  for (const of of hazards) {
    const next = hazardTodo(of, me, roles)
    if (next) found.push({ ...next, sort: 'hazard', of, deadline: of.deadline ?? null })
  }
  return found.sort((one, other) => due(one) - due(other) || weight(one) - weight(other) || (one.of.id < other.of.id ? -1 : 1))
}

const due = ({ deadline }: { deadline: string | null }): number => (deadline ? Date.parse(deadline) : Number.MAX_SAFE_INTEGER)
const weight = (one: Task<IncidentRow, HazardRow>): number => WEIGHT[one.sort === 'incident' ? one.of.priority : one.of.severity] ?? 4

const DOES: Record<string, Todo> = {
  acknowledgements: 'acknowledge', handlings: 'handle', repairs: 'repair', verifications: 'verify',
}
export const does = (act: Pick<Act, 'path'>): Todo | undefined => DOES[act.path.split('/').at(-1) ?? '']

/** What is kept here about it and the city has not said to be done: sent after it was last heard of
 * counts among them, or a screen would ask for it once more.
 */
export function waiting(acts: readonly Act[], about: string, heard: number): Act[] {
  return acts.filter(act => act.about === about && (act.state !== 'sent' || (act.sentAt ?? 0) > heard))
}

/** What comes after what waits; null if nothing does until the city has answered. */
export function following(todo: Todo, waits: readonly Pick<Act, 'path'>[]): Todo | null {
  const done = new Set(waits.map(does))
  if (!done.has(todo)) return todo
  return todo === 'acknowledge' && !done.has('handle') ? 'handle' : null
}
