// What a person enters of an asset, as it is typed, and as the API takes it. Pure.

import { lacking as lackingPlace, orNull, point } from '../../environment/place.ts'
import type { Asset, Takes } from '../../types.ts'

export type Card = Takes<'/v1/facilities/assets', 'post'>
export type Particulars = Omit<Takes<'/v1/facilities/assets/{asset_id}', 'put'>, 'reason'>
export type Command = Asset['certified'][number]

export const FIRST = ['kind', 'id'] as const // of one that is not registered yet
export const NEEDED = ['name', 'address', 'lat', 'lon'] as const
export const PLACED = ['building', 'zone', 'grid'] as const
export const MADE = ['maker', 'model', 'serial'] as const
export const DAYS = ['made', 'installed', 'inspection_due', 'end_of_life'] as const
export const BOUND = ['parent', 'part', 'links'] as const
const SINGLE = [...PLACED, ...MADE, ...DAYS, 'parent', 'part'] as const
export type Name = (typeof FIRST)[number] | (typeof NEEDED)[number] | (typeof SINGLE)[number] | 'links' | 'reason'
export interface Answers extends Record<Name, string> {
  certified: readonly Command[]
}

export const EMPTY: Answers = {
  kind: '', id: '', name: '', address: '', lat: '', lon: '', building: '', zone: '', grid: '', maker: '', model: '', serial: '',
  made: '', installed: '', inspection_due: '', end_of_life: '', parent: '', part: '', links: '', reason: '', certified: [],
}

export function answersOf(asset: Asset): Answers {
  const texts = Object.fromEntries(SINGLE.map(name => [name, asset[name] ?? '']))
  const { id, kind, name, address, certified, links } = asset
  return { ...EMPTY, ...texts, id, kind, name, address, certified, lat: String(asset.point.lat), lon: String(asset.point.lon), links: links.join(' ') }
}

export function particulars(of: Answers): Particulars {
  const single = Object.fromEntries(SINGLE.map(name => [name, orNull(of[name])]))
  return { ...single, name: of.name.trim(), address: of.address.trim(), point: point(of), links: of.links.split(/[\s,;、，；]+/).filter(Boolean), certified: [...of.certified] }
}

export const card = (of: Answers, community: string): Card => ({ ...particulars(of), id: of.id.trim(), kind: of.kind as Card['kind'], community })

/** The inspection's day was moved or taken away, which nobody may do without saying why. */
export const moves = (of: Answers, before: Asset): boolean => before.inspection_due !== null && of.inspection_due !== before.inspection_due

/** What is not filled in, or is no place on earth; all else the city judges. */
export function lacking(of: Answers, asked: readonly Name[]): Name[] {
  const place = lackingPlace(of)
  return asked.filter(name => !of[name].trim() || place.some(one => one === name))
}

/** The field that a pointer of the API's is of: of `/body/point/lat` it is `lat`, of `/body/links/2` it is `links`. */
export function named(pointer: string): Name | undefined {
  const last = pointer.split('/').filter(part => !/^\d+$/.test(part)).at(-1) ?? ''
  return last !== 'certified' && last in EMPTY ? (last as Name) : undefined
}
