// Silent devices by where they are: first each block that fell silent as one, then the buildings. Pure.

interface Silent {
  since: string
  block: string | null
  building: string | null
  zone: string | null
}

export interface Group<T> {
  name: string
  place: string // of a block its supply block; '' where the register does not say
  block: boolean
  since: string // the first of it
  rows: T[]
}

export function byPlace<T extends Silent>(rows: readonly T[]): Group<T>[] {
  const groups = new Map<string, Group<T>>()
  for (const one of rows) {
    const place = (one.block ? one.zone : one.building) ?? ''
    const name = one.block ? `block ${one.block}` : `in ${place}`
    const group = groups.get(name) ?? { name, place, block: one.block !== null, since: one.since, rows: [] }
    if (one.since < group.since) group.since = one.since
    group.rows.push(one)
    groups.set(name, group)
  }
  for (const group of groups.values()) group.rows.sort((one, other) => one.since.localeCompare(other.since))
  return [...groups.values()].sort(inOrder)
}

/** Where nobody knows the place comes last. */
function inOrder<T>(one: Group<T>, other: Group<T>): number {
  if (one.block !== other.block) return one.block ? -1 : 1
  if (!one.place !== !other.place) return one.place ? -1 : 1
  return one.place.localeCompare(other.place, 'zh', { numeric: true }) || one.since.localeCompare(other.since)
}
