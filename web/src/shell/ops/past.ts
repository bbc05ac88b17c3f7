// What an asset measured in a stretch of time, as a curve reads it: a mean for each step, and nothing
// where nothing spoke.

import { api, got } from '../../lib/api.ts'
import { Problem } from '../../lib/problem.ts'
import type { Reading } from '../../lib/readings.ts'
import { DAY, HOUR, stepWithin } from '../../lib/steps.ts'
import type { Curve } from './curves.ts'
import { type Paged, upTo } from './pages.ts'
import { type Gives, whole } from './types.ts'

const MOST = 1_000 // steps that a curve bears
const READABLE = { '1min': 12 * HOUR, '15min': 7 * DAY, '1h': 31 * DAY }
const TOLD = [403, 422] // he may see what its history tells; or the city's clock is far ahead of this one
const PART = /[#@]/ // a measure of a part of an asset, of which no past is kept

type Stepped = Gives<'/v1/facilities/assets/{asset_id}/readings'>['items'][number]
type Step = ReturnType<typeof stepOf>

/** The finest that stays readable, and that the API answers at once. */
export const stepOf = (length: number) => stepWithin(READABLE, length, '1d')

/** Each curve with what was measured from then to then, or until the city's now; one of which no past
 * is kept stays as it is.
 */
export const drawn = (asset: string, of: Curve[], from: number, to: number | null): Promise<Curve[]> =>
  Promise.all(of.map(async one => {
    const readings = PART.test(one.measure) ? [] : await measured(asset, one.measure, from, to)
    return readings.some(({ value }) => value !== null) ? { ...one, readings } : one
  }))

async function measured(asset: string, name: string, from: number, to: number | null): Promise<Reading[]> {
  const until = to === null ? {} : { to: new Date(to).toISOString() }
  const of = { measure: name, from: new Date(from).toISOString(), ...until, step: stepOf((to ?? Date.now()) - from) }
  try {
    const { rows } = await upTo<Stepped>(MOST, after => page(asset, { ...of, ...(after && { after }) }))
    return rows.map(({ begins, mean, weighted }) => ({ at: begins, value: mean ?? weighted }))
  } catch (problem) {
    if (problem instanceof Problem && TOLD.includes(problem.status)) return []
    throw problem
  }
}

function page(asset: string, query: { measure: string; from: string; to?: string; step: Step; after?: string }): Promise<Paged<Stepped>> {
  return whole(got(api.GET('/v1/facilities/assets/{asset_id}/readings', { params: { path: { asset_id: asset }, query } }))) as Promise<Paged<Stepped>> // a table only where one is asked for
}
