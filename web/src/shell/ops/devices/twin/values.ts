// Named values of a device, as people type them: its settings, and what goes with a command. Pure.

export type Value = boolean | number | string
export type Sort = 'text' | 'number' | 'yes-no'
export interface Row {
  name: string
  sort: Sort
  value: string
}
export interface Wrong {
  row: number
  what: 'name' | 'twice' | 'value'
}

const NAME = /^[a-z][a-z0-9_]{0,39}$/

export const sortOf = (value: Value): Sort => (typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'yes-no' : 'text')

export const rowsOf = (values: Readonly<Record<string, Value>>): Row[] =>
  Object.entries(values).map(([name, value]) => ({ name, sort: sortOf(value), value: String(value) }))

/** A row of which nothing is filled in is none. */
export function valuesOf(rows: readonly Row[]): { values: Record<string, Value>; wrong: Wrong[] } {
  const values: Record<string, Value> = {}
  const wrong: Wrong[] = []
  for (const [n, { name, sort, value }] of rows.entries()) {
    if (!name.trim() && !value.trim()) continue
    const said = valueOf(sort, value)
    if (!NAME.test(name)) wrong.push({ row: n, what: 'name' })
    else if (Object.hasOwn(values, name)) wrong.push({ row: n, what: 'twice' })
    else if (said === undefined) wrong.push({ row: n, what: 'value' })
    else values[name] = said
  }
  return { values, wrong }
}

function valueOf(sort: Sort, text: string): Value | undefined {
  if (sort === 'text') return text.trim() || undefined
  if (sort === 'yes-no') return text === 'true' ? true : text === 'false' ? false : undefined
  const number = Number(text)
  return text.trim() && Number.isFinite(number) ? number : undefined
}

export type Side = 'same' | 'waits' | 'differs' | 'own'
export interface Compared {
  name: string
  wished: Value | undefined
  reported: Value | undefined
  side: Side
}

interface Twin {
  settings: Readonly<Record<string, Value>>
  reported: Readonly<Record<string, Value>>
  delta: Readonly<Record<string, Value>>
  wished: number
  heard: number
}

/** What is wished beside what is reported: what is not so `waits` until the device has heard it,
 * and `differs` where it heard it and says otherwise; `own` is what nobody wished. */
export function compared(twin: Twin): Compared[] {
  const names = [...new Set([...Object.keys(twin.settings), ...Object.keys(twin.reported)])]
  return names.map(name => {
    const [wished, reported] = [twin.settings[name], twin.reported[name]]
    const otherwise = twin.heard < twin.wished ? 'waits' : 'differs'
    return { name, wished, reported, side: wished === undefined ? 'own' : name in twin.delta ? otherwise : 'same' }
  })
}
