// A patrol as it is walked: begun here or known to the city already, with what waits here to be sent.
// And the codes on labels. Pure.

import type { Act } from '../../../lib/acts.ts'

export type Mark = 'sent' | 'kept' | 'open'
export type At = { kind: 'plan' | 'begun' | 'patrol'; id: string }

/** Of an address: a plan that nobody walks yet, one begun here that the city has not named, or a patrol. */
export function patrolAt(param: string): At | null {
  const [, kind, id] = /^(?:(plan|begun)-)?([\w-]{8,64})$/.exec(param) ?? []
  return id ? { kind: (kind ?? 'patrol') as At['kind'], id } : null
}

/** All acts of a patrol have one noun, so that they arrive in their order: that of its beginning here. */
export function aboutPatrol(at: At, acts: readonly Act[]): string {
  if (at.kind === 'begun') return `patrol/${at.id}`
  const begun = acts.find(act => act.path === BEGIN && (act.answer as { id?: string } | null)?.id === at.id)
  return begun?.about ?? `patrol/${at.id}`
}

export const BEGIN = '/v1/facilities/patrols'

/** Where it is to be sent; the outbox fills in what the city calls it. */
export const pathOfPatrol = (at: At): string => `${BEGIN}/${at.kind === 'begun' ? `{${at.id}}` : at.id}`

/** Of each asset of the route: seen and sent, seen and kept here, or not yet. */
export function marks(route: readonly string[], checked: Readonly<Record<string, string>>, waits: readonly Act[]): Map<string, Mark> {
  const kept = new Set(waits.filter(act => act.path.endsWith('/checks')).map(act => act.body.asset_id))
  return new Map(route.map(id => [id, kept.has(id) ? 'kept' : checked[id] ? 'sent' : 'open']))
}

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** ISO/IEC 7064, MOD 37,36, as a label bears it. */
export function checkOf(id: string): string {
  let left = 36
  for (const one of id.toUpperCase()) {
    const value = CHARACTERS.indexOf(one)
    if (value >= 0) left = (2 * ((left + value) % 36 || 36)) % 37
  }
  return CHARACTERS[(37 - left) % 36] as string
}

/** The asset that a label names, or what is typed of it; null if its check says that it was misread. */
export function assetOf(read: string): string | null {
  const plain = read.normalize('NFKC').trim()
  const [, id, check] = /^([A-Za-z0-9-]{4,43})(?:\.([0-9A-Za-z]))?$/.exec(plain) ?? []
  if (!id) return null
  return check === undefined || check.toUpperCase() === checkOf(id) ? id : null
}
