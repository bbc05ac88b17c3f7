// Which hours have been counted: ten minutes after an hour's end its devices have reported. Pure.

const HOUR = 3_600_000
const GRACE = 600_000
const DAY = 24

/** The beginning of the last hour that is counted by now. */
export const latest = (now: number): number => Math.floor((now - GRACE) / HOUR) * HOUR - HOUR

/** The hour that a query names, if it is one and not to come; else the latest. */
export function hourOf(asked: string | null, now: number): number {
  const at = Date.parse(asked ?? '')
  const hour = Math.floor(at / HOUR) * HOUR
  return Number.isNaN(at) || hour > latest(now) ? latest(now) : hour
}

/** Those of a day up to the latest, and the one that is shown; the newest first. */
export function hours(shown: number, now: number): number[] {
  const day = Array.from({ length: DAY }, (_, n) => latest(now) - n * HOUR)
  return [...new Set([...day, shown])].sort((one, other) => other - one)
}

export const spelled = (hour: number): string => new Date(hour).toISOString().replace('.000', '')
export const later = (hour: number, by: number): string => spelled(hour + by * HOUR)
