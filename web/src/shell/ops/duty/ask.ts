// What the duty list asks for.

import { api, got } from '../../../lib/api.ts'
import { upTo } from '../pages.ts'
import { type Incident, type Trouble, whole } from '../types.ts'
import { FEATURES, kept } from '../unread/routes.ts'

export const MOST = 100 // that are looked at unless one asks for more
export const ALL = 2000

export function incidents(community: string, most = MOST): Promise<{ rows: Incident[]; more: boolean }> {
  return upTo(most, after => whole(got(api.GET('/v1/incidents', { params: { query: { community, stage: 'open', after } } }))))
}

/** Assets with something wrong. */
export async function troubles(community: string): Promise<Trouble[]> {
  return (await upTo(MOST, after => whole(got(api.GET('/v1/facilities/hazards', { params: { query: { community, after } } }))))).rows
}

export interface Unread {
  count: number
  more: boolean
}

/** How much could not be read. */
export async function unread(): Promise<Unread> {
  const all = await Promise.all(FEATURES.map(one => got(api.GET(kept(one)))))
  return { count: all.reduce((sum, one) => sum + one.items.length, 0), more: all.some(one => one.next) }
}
