// What a device measured in a stretch of time, in steps that a curve can show.

import { api, got } from '../../../../lib/api.ts'
import { DAY, LONGEST, stepWithin, WIDTHS } from '../../../../lib/steps.ts'
import type { Reading } from '../types.ts'

export type Step = ReturnType<typeof stepFor>
interface Page { items: Reading[]; next: string | null }

const FINE = 2000 // points that a curve shows
const PAGES = 12

/** Sample by sample while there are not too many, else the finest step that is not too fine. */
export function stepFor(from: string, until: string, every: number) {
  const seldom = every * 1000 > WIDTHS['15min']
  const limits = { raw: Math.min(LONGEST.raw, FINE * every * 1000), '1min': DAY, '15min': seldom ? DAY : 14 * DAY }
  return stepWithin(limits, Date.parse(until) - Date.parse(from), '1h')
}

export async function past(device: string, measure: string, from: string, until: string, step: Step): Promise<Reading[]> {
  const found: Reading[] = []
  let after: string | null = null
  for (let page = 0; page < PAGES; page += 1) {
    const query = { measure, from, to: until, step, ...(after && { after }) }
    const told = (await got(api.GET('/v1/devices/{device_id}/readings', { params: { path: { device_id: device }, query } }))) as Page
    found.push(...told.items)
    after = told.next
    if (!after) break
  }
  return found
}
