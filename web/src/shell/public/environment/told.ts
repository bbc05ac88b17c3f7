// What is said of a value, and which curve it becomes. Pure.

import type { Line, Series } from '../../../lib/readings.ts'
import type { Kind, Measure, Shown, Span, Value } from './types.ts'

export type Picked = Pick<Measure, 'id' | 'unit' | 'digits' | 'limits'> & { title: string }

const HOUR = 3_600_000
export const AQI = 'aqi'
/** Of an hour's page two days are seen, of a day's a month: no more than the API gives at once. */
const BACK: Record<Span, number> = { hour: 48 * HOUR, day: 31 * 24 * HOUR, night: 31 * 24 * HOUR }
export const SPANS: Record<Kind, readonly Span[]> = { air: ['hour', 'day'], noise: ['hour', 'day', 'night'], water: ['hour', 'day'] }

/** By the hour, so that the same page is asked for the same. */
export function since(span: Span, now: number): string {
  return new Date(Math.floor(now / HOUR) * HOUR - BACK[span]).toISOString()
}

export const read = (value: Value, measure: string): number | null =>
  measure === AQI ? value.air?.aqi ?? null : value.means[measure] ?? null

/** What can be shown: of air its index first, of the others what was measured at any time. */
export function measured(kind: Kind, known: readonly Measure[], values: readonly Value[], lang: 'zh' | 'en', aqi: string): Picked[] {
  const seen = new Set(values.flatMap(value => Object.keys(value.means)))
  const own = known.filter(one => seen.has(one.id) || (kind !== 'water' && !values.length))
  const all = own.map(one => ({ id: one.id, title: one[lang], unit: one.unit, digits: one.digits, limits: one.limits }))
  return kind === 'air' ? [{ id: AQI, title: aqi, unit: '', digits: 0, limits: [] }, ...all] : all
}

export const curve = (values: readonly Value[], of: Picked): Series =>
  ({ title: of.title, readings: values.map(one => ({ at: one.begins, value: read(one, of.id) })) })

/** An hour is shown with what holds by day and by night, a day and a night with its own. */
export function limits(of: Picked, span: Span, name: (limit: Picked['limits'][number]) => string): Line[] {
  const held = of.limits.filter(one => span === 'hour' || !one.period || one.period === span)
  return held.map(one => ({ title: name(one), value: one.value }))
}

/** Since when nothing is known of a station, if of its latest hour too little was measured. */
export function silentSince({ latest, measured }: Pick<Shown, 'latest' | 'measured'>): string | null {
  return latest && measured && Date.parse(measured) < Date.parse(latest.ends) ? measured : null
}

/** What holds at the time of the value. */
export function exceeded(value: Value | null | undefined, measure: string): boolean {
  return Boolean(value?.over.some(one => one.measure === measure))
}
