// The steps by which a past is told: how wide each is, and for how long a time it is answered at
// once, as the API has both. Pure.

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const STEPS = ['raw', '1min', '15min', '1h', '1d'] as const
export type Step = (typeof STEPS)[number]

/** In milliseconds. */
export const WIDTHS: Record<Exclude<Step, 'raw'>, number> = { '1min': HOUR / 60, '15min': HOUR / 4, '1h': HOUR, '1d': DAY }
/** No longer is answered at once, by the API. */
export const LONGEST: Record<Step, number> = { raw: 7 * DAY, '1min': 7 * DAY, '15min': 31 * DAY, '1h': 92 * DAY, '1d': 400 * DAY }

/** The finest whose `limits` such a length keeps within, else `rest`. */
export function stepWithin<S extends Step, R extends Step>(limits: Partial<Record<S, number>>, length: number, rest: R): S | R {
  const fits = (one: Step): one is S => one in limits && length <= (limits[one as S] ?? 0)
  return STEPS.find(fits) ?? rest
}
