// Readings as curves and as the gaps between them. Pure.

import type { Series } from '../../../../lib/readings.ts'
import { type Step, WIDTHS } from '../../../../lib/steps.ts'
import type { Reading } from '../types.ts'

export interface Gap {
  from: string
  to: string
  missing: number // seconds for which nothing spoke
}
type Titles = Record<'value' | 'mean' | 'low' | 'high', string>

export function curves(items: readonly Reading[], step: Step, holds: number, titles: Titles): Series[] {
  if (step === 'raw') return [{ title: titles.value, readings: broken(items, holds) }]
  const read = (of: 'mean' | 'low' | 'high'): Series['readings'] => items.map(one => ({ at: one.begins, value: one[of] ?? one.weighted }))
  return [
    { title: titles.mean, readings: read('mean') },
    { title: titles.low, readings: read('low'), edge: 'low' },
    { title: titles.high, readings: read('high'), edge: 'high' },
  ]
}

/** `holds` is for how many seconds a sample speaks; a curve is broken where nothing did. */
export function broken(items: readonly Reading[], holds: number): Series['readings'] {
  return items.flatMap((one, n) => {
    const here = { at: one.begins, value: one.mean }
    const next = items[n + 1]
    const ends = Date.parse(one.begins) + holds * 1000
    return next && Date.parse(next.begins) > ends ? [here, { at: new Date(ends).toISOString(), value: null }] : [here]
  })
}

/** `to` is nothing where there are more than these. */
export const gaps = (items: readonly Reading[], step: Step, holds: number, from: string, to: string | null): Gap[] =>
  step === 'raw' ? between([from, ...items.map(one => one.begins), ...(to ? [to] : [])], holds) : within(items, WIDTHS[step])

/** What was said before the first of them may speak on, too. */
function between(times: readonly string[], holds: number): Gap[] {
  return times.flatMap((at, n) => {
    const next = times[n + 1]
    const missing = next ? (Date.parse(next) - Date.parse(at)) / 1000 - holds : 0
    return next && missing > 0 ? [{ from: at, to: next, missing }] : []
  })
}

/** Steps that follow each other are one gap, if all of the one before was missing up to its end. */
function within(items: readonly Reading[], width: number): Gap[] {
  const found: Gap[] = []
  for (const { begins, missing } of items) {
    if (missing <= 0) continue
    const to = new Date(Date.parse(begins) + width).toISOString()
    const last = found.at(-1)
    if (last && Date.parse(last.to) === Date.parse(begins)) Object.assign(last, { to, missing: last.missing + missing })
    else found.push({ from: begins, to, missing })
  }
  return found
}
