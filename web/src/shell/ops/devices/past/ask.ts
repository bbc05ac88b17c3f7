// Readings of a device, a stretch at a time; of what is a person's own with the purpose it is for.

import { api, forPurpose, got } from '../../../../lib/api.ts'
import type { Paged } from '../../pages.ts'
import type { Reading } from '../types.ts'
import type { Asked } from './asked.ts'

export const PURPOSES = ['incident', 'visit', 'service'] as const
export type Purpose = (typeof PURPOSES)[number]
export interface Wanted extends Pick<Asked, 'from' | 'to' | 'step'> {
  device: string
  measure: string
  purpose: Purpose | null // of a device that is nobody's own
}

const AT_ONCE = 2_000 // readings
const FILE = 200 // pages
const NEXT = /[?&]after=([^&>]+)/

const queryOf = ({ measure, from, to, step }: Wanted) => ({ measure, from, step, ...(to && { to }) })

/** As many as a curve bears, from as many pages as that takes. */
export async function readings(wanted: Wanted, after: string): Promise<Paged<Reading>> {
  const items: Reading[] = []
  for (let next: string | null = after; ; ) {
    const page: Paged<Reading> = await onePage(wanted, next)
    items.push(...page.items)
    next = page.next
    if (next === null || items.length >= AT_ONCE) return { items, next }
  }
}

function onePage(wanted: Wanted, after: string): Promise<Paged<Reading>> {
  const query = { ...queryOf(wanted), ...(after && { after }) }
  const page = wanted.purpose === null
    ? got(api.GET('/v1/devices/{device_id}/readings', { params: { path: { device_id: wanted.device }, query } }))
    : got(api.GET('/v1/devices/{home_device_id}/personal-readings', { params: { path: { home_device_id: wanted.device }, query, header: forPurpose(wanted.purpose) } }))
  return page as Promise<unknown> as Promise<Paged<Reading>> // no table was asked for
}

/** All of it as one table: the head of each further page is left out. */
export async function table(wanted: Wanted): Promise<{ text: string; whole: boolean }> {
  let text = ''
  let after: string | undefined
  for (let n = 0; n < FILE; n += 1) {
    const answer = await csv(wanted, after)
    const page = String(await got(Promise.resolve(answer)))
    text += n ? page.slice(page.indexOf('\n') + 1) : page
    const next = NEXT.exec(answer.response.headers.get('Link') ?? '')?.[1]
    if (!next) return { text, whole: true }
    after = decodeURIComponent(next.replaceAll('+', ' '))
  }
  return { text, whole: false }
}

function csv(wanted: Wanted, after: string | undefined): Promise<{ data?: unknown; error?: unknown; response: Response }> {
  const query = { ...queryOf(wanted), format: 'csv' as const, ...(after && { after }) }
  return wanted.purpose === null
    ? api.GET('/v1/devices/{device_id}/readings', { params: { path: { device_id: wanted.device }, query }, parseAs: 'text' })
    : api.GET('/v1/devices/{home_device_id}/personal-readings', { params: { path: { home_device_id: wanted.device }, query, header: forPurpose(wanted.purpose) }, parseAs: 'text' })
}
