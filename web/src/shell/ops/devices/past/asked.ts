// Which stretch of a device's past is asked for, and by which step. Pure: `now` comes in.

import { DAY, HOUR, LONGEST, type Step, STEPS, stepWithin } from '../../../../lib/steps.ts'
import { instant } from '../../../../lib/wall.ts'

const LATE = 5 * 60_000 // when the API is asked it is later, and by its clock perhaps more

export const SPANS = ['6h', '1d', '7d', '31d', '92d', '400d'] as const
export type Span = (typeof SPANS)[number]
const BACK: Record<Span, number> = { '6h': 6 * HOUR, '1d': DAY, '7d': 7 * DAY, '31d': 31 * DAY, '92d': 92 * DAY, '400d': 400 * DAY }
const USUAL = { raw: 6 * HOUR, '15min': DAY, '1h': 31 * DAY } // and longer ones by the day

export interface Asked {
  span: Span | null // null: from and to, as somebody chose them
  from: string
  to: string | null // null: until now
  step: Step
  steps: readonly Step[] // that such a stretch is answered by
}

/** As the query says, or the last day. A step that is too fine for the stretch gives way. */
export function asked(query: URLSearchParams, now: number, zone: string): Asked {
  const from = instant(query.get('from'), zone)
  const to = instant(query.get('to'), zone)
  const own = from !== null && (to ?? now) > from
  const span = own ? null : SPANS.find(one => one === query.get('span')) ?? '1d'
  const begins = span ? now - BACK[span] : from ?? now
  const length = span ? BACK[span] : (to ?? now) - begins
  const steps = STEPS.filter(one => length <= LONGEST[one])
  const wanted = steps.find(one => one === query.get('step'))
  const step = wanted ?? stepWithin(USUAL, length, '1d')
  const earliest = own && to || length > LONGEST[step] ? begins : now - LONGEST[step] + LATE
  return { span, from: new Date(Math.max(begins, earliest)).toISOString(), to: own && to ? new Date(to).toISOString() : null, step, steps: steps.length ? steps : ['1d'] }
}
