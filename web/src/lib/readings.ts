// Readings of several measures as one table, and as what a plot wants. Pure.

export interface Reading {
  at: string
  value: number | null // null: it was asked and did not answer
}
export interface Series {
  title: string
  readings: Reading[]
  edge?: 'low' | 'high' // of a band, within which all was
}
export interface Line {
  title: string
  value: number
}
export interface Band {
  from: string
  until: string
  title: string
}
export interface Row {
  at: number
  values: (number | null | undefined)[] // by series; undefined: nothing at that time
}

const MOST = 100 // rows that a table shows; the newest

/** In their order, each time once; the newest `most`. */
export function rows(series: Series[], most = MOST): Row[] {
  return table(series).slice(-most)
}

function table(series: Series[]): Row[] {
  const found = new Map<number, Row>()
  for (const [n, { readings }] of series.entries()) {
    for (const { at, value } of readings) {
      const time = Date.parse(at)
      if (Number.isNaN(time)) continue
      const row = found.get(time) ?? { at: time, values: series.map(() => undefined) }
      row.values[n] = value !== null && Number.isFinite(value) ? value : null
      found.set(time, row)
    }
  }
  return [...found.values()].sort((one, other) => one.at - other.at)
}

/** Seconds first, then a column for each series: null breaks its line, undefined does not. */
export function columns(series: Series[]): [number[], ...(number | null | undefined)[][]] {
  const all = table(series)
  return [all.map(row => row.at / 1000), ...series.map((_, n) => all.map(row => row.values[n]))]
}

export function told({ readings }: Series): { low: number | null; high: number | null; last: number | null } {
  const values = readings.map(one => one.value).filter((one): one is number => one !== null && Number.isFinite(one))
  const newest = [...readings].sort((one, other) => Date.parse(one.at) - Date.parse(other.at)).at(-1)
  if (!values.length) return { low: null, high: null, last: null }
  const low = values.reduce((one, other) => Math.min(one, other))
  return { low, high: values.reduce((one, other) => Math.max(one, other)), last: newest?.value ?? null }
}

/** What stands between two that are missing: no line leads there, so it wants a dot. */
export function alone(values: readonly (number | null | undefined)[]): number[] {
  const at = values.flatMap((one, n) => (one === undefined ? [] : [n]))
  const there = (n: number | undefined): boolean => n !== undefined && values[n] != null
  return at.filter((n, i) => there(n) && !there(at[i - 1]) && !there(at[i + 1]))
}

/** What the axis must hold: all readings and all limits, with some air. */
export function range(low: number, high: number, limits: Line[]): [number, number] {
  const all = [low, high, ...limits.map(one => one.value)].filter(Number.isFinite)
  if (!all.length) return [0, 1]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const air = (most - least || Math.abs(most) || 1) * 0.08
  return [least - air, most + air]
}

export function span(all: Row[], written: (at: number) => string): string {
  const [first, last] = [all[0], all.at(-1)]
  return first && last ? `${written(first.at)} – ${written(last.at)}` : ''
}

/** What stands at the axis: the day where it begins, else the time; seconds only if they differ. */
export function ticks(at: number[], step: number, zone: { clock: (at: number, seconds: boolean) => string; day: (at: number) => string }): string[] {
  return at.map(seconds => {
    const time = zone.clock(seconds * 1000, step < 60)
    return step >= 86_400 || /^00:00(:00)?$/.test(time) ? zone.day(seconds * 1000) : time
  })
}
