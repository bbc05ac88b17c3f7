// Times as they stand on the wall of a zone, which is how people enter them. Pure.

import { parts } from './fmt.ts'

/** A time on the wall of that zone (`2026-03-05T08:00`), in milliseconds. */
export function instant(wall: string | null, zone: string): number | null {
  if (!wall || !/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return null
  const guess = Date.parse(`${wall}:00Z`)
  const on = Number.isNaN(guess) ? null : parts(guess, zone)
  return on && guess - (Date.UTC(on.year, on.month - 1, on.day, on.hour, on.minute) - guess)
}

/** The other way round. */
export function wall(at: string | number, zone: string): string {
  const on = parts(at, zone)
  if (!on) return ''
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${on.year}-${two(on.month)}-${two(on.day)}T${two(on.hour)}:${two(on.minute)}`
}
