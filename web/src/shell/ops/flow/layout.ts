// Where the states of a workflow are drawn: in columns by how many steps they are from its start.
// What leads back is drawn lower than what leads on, so that both are seen. Pure.

export interface Edge {
  to: string
  when: string
  stages: readonly string[]
}
export interface State {
  id: string
  ends: boolean
  stages: readonly string[]
  edges: readonly Edge[]
}
export interface Flow {
  start: string
  states: readonly State[]
}
export interface Box<S extends State = State> {
  of: S
  x: number
  y: number
}
export interface Way {
  id: string
  path: string
  when: string
}
export interface Drawn<S extends State = State> {
  boxes: Box<S>[]
  ways: Way[]
  width: number
  height: number
}

export const WIDE = 150
export const HIGH = 56
const GAP = 96
const BETWEEN = 28
const EDGE = 12

export function laid<S extends State>(flow: { start: string; states: readonly S[] }): Drawn<S> {
  const depths = depthsOf(flow)
  const columns: S[][] = []
  for (const state of flow.states) (columns[depths.get(state.id) ?? 0] ??= []).push(state)
  const tall = Math.max(...columns.map(column => column.length)) * (HIGH + BETWEEN) - BETWEEN
  const boxes = columns.flatMap((column, n) => {
    const own = column.length * (HIGH + BETWEEN) - BETWEEN
    return column.map((of, row): Box<S> => ({ of, x: EDGE + n * (WIDE + GAP), y: EDGE + (tall - own) / 2 + row * (HIGH + BETWEEN) }))
  })
  const places = new Map(boxes.map(box => [box.of.id, box]))
  const ways = boxes.flatMap(from => from.of.edges.flatMap((edge): Way[] => {
    const to = places.get(edge.to)
    return to ? [{ id: `${from.of.id}-${edge.to}-${edge.when}-${edge.stages.join()}`, path: between(from, to), when: edge.when }] : []
  }))
  return { boxes, ways, width: columns.length * (WIDE + GAP) - GAP + 2 * EDGE + (sameColumn(boxes) ? GAP / 2 : 0), height: tall + 2 * EDGE }
}

/** Steps from the start, by the shortest way; what cannot be reached stands last. */
function depthsOf(flow: Flow): Map<string, number> {
  const known = new Map([[flow.start, 0]])
  const queue = [flow.start]
  const states = new Map(flow.states.map(one => [one.id, one]))
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const { to } of states.get(id)?.edges ?? []) {
      if (known.has(to)) continue
      known.set(to, (known.get(id) ?? 0) + 1)
      queue.push(to)
    }
  }
  const last = Math.max(...known.values()) + 1
  for (const { id } of flow.states) if (!known.has(id)) known.set(id, last)
  return known
}

const sameColumn = (boxes: readonly Box[]): boolean =>
  boxes.some(from => from.of.edges.some(edge => boxes.find(to => to.of.id === edge.to)?.x === from.x))

function between(from: Box, to: Box): string {
  if (to.x > from.x) return curve(from.x + WIDE, from.y + HIGH * 0.35, to.x, to.y + HIGH * 0.35)
  if (to.x < from.x) return curve(from.x, from.y + HIGH * 0.75, to.x + WIDE, to.y + HIGH * 0.75)
  const side = from.x + WIDE
  return `M${side} ${from.y + HIGH / 2}C${side + GAP / 2} ${from.y + HIGH / 2} ${side + GAP / 2} ${to.y + HIGH / 2} ${side} ${to.y + HIGH / 2}`
}

function curve(x: number, y: number, toX: number, toY: number): string {
  const half = (x + toX) / 2
  return `M${x} ${y}C${half} ${y} ${half} ${toY} ${toX} ${toY}`
}

/** In which state a stage stands; an ended one stands where the workflow ends. */
export function standing<S extends State>(flow: { states: readonly S[] }, stage: string | null): S | undefined {
  if (stage === null) return undefined
  return flow.states.find(one => one.stages.includes(stage)) ?? flow.states.find(one => one.ends)
}
