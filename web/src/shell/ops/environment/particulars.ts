// What a person enters of a station, as it is typed and as the API takes it. Pure.

import { lacking, orNull, point } from './place.ts'
import type { Station } from './types.ts'

export const ZONES = ['0', '1', '2', '3', '4a', '4b'] as const
export const WATERS = ['tap', 'plant', 'river', 'lake'] as const

export interface Particulars {
  id: string
  kind: Station['kind'] | ''
  name: string
  address: string
  lat: string
  lon: string
  grid: string
  zone: (typeof ZONES)[number] | ''
  water: (typeof WATERS)[number] | ''
  target: string
  small: boolean
  controlled: boolean
}

export const UNKNOWN: Particulars = { id: '', kind: '', name: '', address: '', lat: '', lon: '', grid: '', zone: '', water: '', target: '', small: false, controlled: false }

export const typedStation = (of: Station): Particulars => ({
  id: of.id, kind: of.kind, name: of.name, address: of.address, lat: String(of.point.lat), lon: String(of.point.lon), grid: of.grid ?? '',
  zone: of.zone ?? '', water: of.water ?? '', target: of.target === null ? '' : String(of.target), small: of.small, controlled: of.controlled,
})

export const particulars = (of: Particulars) => ({
  name: of.name.trim(), address: of.address.trim(), point: point(of), grid: orNull(of.grid), controlled: of.controlled,
  zone: of.zone || null, water: of.water || null, small: of.small, target: of.target ? Number(of.target) : null,
})

/** What is not filled in, as its kind asks it. */
export function lacks(of: Particulars, fresh: boolean): string[] {
  const surface = of.water === 'river' || of.water === 'lake'
  const wanted = {
    id: fresh && !of.id.trim(), kind: fresh && !of.kind, address: !of.address.trim(),
    zone: of.kind === 'noise' && !of.zone, water: of.kind === 'water' && !of.water, target: surface && !of.target,
  }
  return [...lacking(of), ...Object.entries(wanted).filter(([, is]) => is).map(([name]) => name)]
}
