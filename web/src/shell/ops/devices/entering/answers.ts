// What a person enters of a device, as it is typed, and as the API takes it. Pure.

import { CITY } from '../../../../lib/fmt.ts'
import { instant, wall } from '../../../../lib/wall.ts'
import type { Takes } from '../../types.ts'
import type { Device } from '../types.ts'

export type Particulars = Takes<'/v1/devices/{device_id}', 'put'>
export type Card = Takes<'/v1/devices', 'post'>
/** Whose a device of a personal kind is, by which document, until the end of which day; and who
 * agreed for him, if his guardian did. */
export interface Agreed {
  person: string
  basis: (typeof BASES)[number]
  document: string
  until: string
  guardian?: string | null
}
type Of<T> = T & { agreed?: Agreed | null }

export const NEEDED = ['name', 'address', 'lat', 'lon'] as const
export const MORE = ['building', 'grid', 'zone', 'bearer', 'gateway', 'maker', 'model'] as const
export const FIRST = ['kind', 'id'] as const // of one that is not registered yet
export const AGREED = ['person', 'basis', 'document', 'until'] as const // of a personal kind
export const BASES = ['CONSENT', 'CONTRACT'] as const
export type Name = (typeof AGREED)[number] | (typeof NEEDED)[number] | (typeof MORE)[number] | (typeof FIRST)[number] | 'serial' | 'guardian'
export type Answers = Record<Name, string>

export const EMPTY: Answers = {
  kind: '', id: '', name: '', address: '', lat: '', lon: '', building: '', grid: '', zone: '', bearer: '', gateway: '', maker: '', model: '', serial: '',
  person: '', basis: '', document: '', until: '', guardian: '',
}

export function answersOf(device: Of<Device>): Answers {
  const { point, agreed, ...rest } = device
  const texts = Object.fromEntries(Object.keys(EMPTY).map(name => [name, String(rest[name as keyof typeof rest] ?? '')]))
  const own = agreed ? { ...agreed, guardian: agreed.guardian ?? '', until: dayOf(agreed.until) } : {}
  return { ...EMPTY, ...texts, ...own, lat: String(point.lat), lon: String(point.lon) }
}

/** `before` is what was agreed until now: of the same day its moment stays. */
export function particulars(of: Answers, before?: Agreed | null): Of<Particulars> {
  const more = Object.fromEntries(MORE.map(name => [name, of[name].trim() || null]))
  return { ...more, ...agreedIn(of, before), name: of.name.trim(), address: of.address.trim(), point: { lat: number(of.lat), lon: number(of.lon) } }
}

function agreedIn(of: Answers, before: Agreed | null | undefined): { agreed?: Agreed } {
  if (!AGREED.some(name => of[name].trim())) return {}
  const until = before && dayOf(before.until) === of.until ? before.until : endOf(of.until)
  return { agreed: { person: of.person.trim(), basis: of.basis as Agreed['basis'], document: of.document.trim(), until, guardian: of.guardian.trim() || null } }
}

export function card(of: Answers, community: string): Of<Card> {
  return { ...particulars(of), id: of.id.trim(), kind: of.kind, community, serial: of.serial.trim() || null }
}

export type Lack = 'missing' | 'latitude' | 'longitude'

/** What is not filled in, or is no place on earth; all else the city judges. */
export function lacking(of: Answers, asked: readonly Name[]): Partial<Record<Name, Lack>> {
  const found: Partial<Record<Name, Lack>> = {}
  for (const name of asked) if (!of[name].trim()) found[name] = 'missing'
  if (!found.lat && !(Math.abs(number(of.lat)) <= 90)) found.lat = 'latitude'
  if (!found.lon && !(Math.abs(number(of.lon)) <= 180)) found.lon = 'longitude'
  return found
}

/** The field that a pointer of the API's is of: `/body/point/lat` is `lat`. */
export function named(pointer: string): Name | undefined {
  const last = pointer.split('/').at(-1) ?? ''
  return last in EMPTY ? (last as Name) : undefined
}

/** In China, whose every city has one clock. */
const dayOf = (at: string): string => wall(at, CITY.zone).slice(0, 10)
export const endOf = (day: string): string => new Date(instant(`${day}T23:59`, CITY.zone) ?? NaN).toISOString()

const number = (text: string): number => (text.trim() ? Number(text.trim().replace(',', '.')) : NaN)
