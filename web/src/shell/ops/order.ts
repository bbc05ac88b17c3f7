// In which order incidents stand, which of them ring, and what a person may do next. Pure.

export interface Row {
  id: string
  stage: string
  priority: string
  grade?: string | null
  deadline?: string | null
  raised_at: string
  assignee?: string | null
  drill?: boolean
}

export interface Wished {
  priority: string
  stage: string
  mine: boolean
}

export const UNTAKEN = ['raised', 'judged', 'dispatched', 'late', 'reopened']

/** The next deadline first; what has none comes last, the more urgent of them first. */
export function byDeadline<R extends Row>(rows: readonly R[]): R[] {
  const known = rows.map(one => ({ one, due: due(one), raised: Date.parse(one.raised_at) })) // read once each, not at each comparison
  known.sort((a, b) => a.due - b.due || compared(a.one.priority, b.one.priority) || a.raised - b.raised || compared(a.one.id, b.one.id))
  return known.map(({ one }) => one)
}

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const due = ({ deadline }: Row): number => (deadline ? Date.parse(deadline) : Number.MAX_SAFE_INTEGER)

/** As wanted, but with as many rows above the one that is held as before: it must not move away
 * under a pointer or a focus. What is new, or more urgent, comes right below it until it is let go.
 */
export function steady(before: readonly string[], wanted: readonly string[], held: string | null): string[] {
  const at = held === null ? -1 : before.indexOf(held)
  const stays = new Set(wanted)
  if (held === null || at < 0 || !stays.has(held)) return [...wanted]
  const above = before.slice(0, at).filter(id => stays.has(id))
  const placed = new Set(above)
  const fill = wanted.filter(id => id !== held && !placed.has(id))
  const lacking = at - above.length // rows above that have ended: others fill their place
  const rest = fill.slice(Math.max(0, lacking))
  return [...above, ...fill.slice(0, Math.max(0, lacking)), held, ...rest]
}

export function wished<R extends Row>(rows: readonly R[], by: Wished, me: string | undefined): R[] {
  return rows.filter(one =>
    (!by.priority || one.priority === by.priority)
    && (!by.stage || one.stage === by.stage)
    && (!by.mine || one.assignee === me))
}

/** Only he whom it was dispatched to may take it, at the level he was told. */
export const isMineToTake = (one: Row, me: string | undefined): boolean =>
  one.stage === 'dispatched' && Boolean(me) && one.assignee === me

/** What nobody has taken and cannot wait: by the law's grade, or by the house's priority. */
export const rings = (rows: readonly Row[]): Row[] =>
  rows.filter(one => UNTAKEN.includes(one.stage) && (one.grade === 'I' || one.grade === 'II' || one.priority === 'P1'))

interface Proved {
  raised_at: string
  reopened_at?: string | null
  evidence: readonly { id: string; offered_at: string }[]
}

/** Only photographs of the present round of work prove anything in it. */
export const provable = ({ evidence, raised_at, reopened_at }: Proved): { id: string }[] =>
  evidence.filter(one => Date.parse(one.offered_at) >= Date.parse(reopened_at ?? raised_at))

export interface Standing extends Proved {
  stage: string
  assignee?: string | null
  handler?: string | null
  sensor: { normal: boolean; absent?: boolean }
  lesson?: string | null
}
export type Need = 'acknowledged' | 'photo' | 'handled' | 'sensor' | 'verified' | 'another'

const REACHED: Record<string, number> = { acknowledged: 1, handled: 2, verified: 3, closed: 4 }

export const isAbnormal = ({ sensor }: Pick<Standing, 'sensor'>): boolean => !sensor.normal && !sensor.absent

/** What must be true before it is closed, and whether it is; the server judges all the same. */
export function needs(one: Standing, me: string | undefined): [Need, boolean][] {
  const reached = REACHED[one.stage] ?? 0
  return [
    ['acknowledged', reached >= 1],
    ['photo', provable(one).length > 0 || reached >= 2],
    ['handled', reached >= 2],
    ['sensor', !isAbnormal(one)],
    ['verified', reached >= 3],
    ['another', reached >= 2 ? one.handler !== me : true],
  ]
}

export type Act = 'acknowledge' | 'handle' | 'verify' | 'close'
const NEXT: Record<string, Act> = { dispatched: 'acknowledge', acknowledged: 'handle', handled: 'verify', verified: 'close' }
const MAY: Record<Act, readonly string[]> = {
  acknowledge: [], handle: [], // who is told, whatever he is
  verify: ['grid_worker', 'community_worker'],
  close: ['community_worker', 'official', 'city_operator'],
}

/** What comes next, and whether it is this person's to do. */
export function next(one: Row & { handler?: string | null }, me: string | undefined, roles: readonly string[]): { act: Act; mine: boolean } | null {
  const act = NEXT[one.stage]
  if (!act) return null
  const told = act === 'acknowledge' || act === 'handle'
  return { act, mine: told ? one.assignee === me : MAY[act].some(role => roles.includes(role)) && one.handler !== me }
}

export interface Ordered {
  id: string
  stage: string
  outcome?: string | null
  undoes?: string | null
  reversal_id?: string | null
}
const SENT = ['ordered', 'answered', 'timed_out']

/** What was sent may be undone, and again if what should have undone it came to nothing. */
export function isToUndo(one: Ordered, among: readonly Ordered[]): boolean {
  if (!SENT.includes(one.stage) || one.undoes) return false
  if (!one.reversal_id) return true
  const last = among.find(other => other.id === one.reversal_id)
  return last !== undefined && last.stage !== 'ordered' && last.outcome !== 'done'
}

export interface Told {
  kind: string
  by?: string | null
  note?: string
  seq: number
}
export type Sort = 'all' | 'people' | 'devices' | 'decisions'
const DEVICES = ['worse', 'normal', 'action', 'by-hand', 'raised', 'joined']
const DECISIONS = ['acknowledged', 'handled', 'verified', 'closed', 'reopened', 'graded-by-person', 'graded', 'judged', 'parted', 'merged', 'handed-over', 'reported', 'supplemented', 'reassigned', 'relieved', 'help-asked', 'arrived']

export function sorted<F extends Told>(facts: readonly F[], by: Sort): F[] {
  if (by === 'people') return facts.filter(one => one.by)
  if (by === 'devices') return facts.filter(one => !one.by && DEVICES.includes(one.kind))
  if (by === 'decisions') return facts.filter(one => DECISIONS.includes(one.kind))
  return [...facts]
}
