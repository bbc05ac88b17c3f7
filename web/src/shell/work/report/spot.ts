// Where something is, as a form has it and as the API takes it. Pure.

import type { Feature, Position } from '../../../lib/geo.ts'
import { assetOf } from '../patrol/route.ts'

export interface Spot {
  asset: string
  lat: number | null
  lon: number | null
  building: string
  floor: string
  unit: string
  address: string
}

export const pointOf = ({ lat, lon }: Spot): { lat: number; lon: number } | null => (lat !== null && lon !== null ? { lat, lon } : null)

export const isSomewhere = (one: Spot): boolean => Boolean(assetOf(one.asset) || pointOf(one) || one.building.trim() || one.address.trim())

/** As the API takes it: nothing that was left empty. */
export function whereOf(one: Spot): Record<string, unknown> {
  const words = (['building', 'floor', 'unit', 'address'] as const).flatMap(name => (one[name].trim() ? [[name, one[name].trim()]] : []))
  const point = pointOf(one)
  const id = assetOf(one.asset)
  return { ...Object.fromEntries(words), ...(point && { point }), ...(id && { asset_id: id }) }
}

export const EMPTY: Spot = { asset: '', lat: null, lon: null, building: '', floor: '', unit: '', address: '' }

const AROUND = 0.003 // degrees, some three hundred metres

/** Enough around the point to put it right. */
export function square({ lat, lon }: { lat: number; lon: number }): Feature[] {
  const [west, east, south, north] = [lon - AROUND, lon + AROUND, lat - AROUND, lat + AROUND]
  const ring: Position[] = [[west, south], [east, south], [east, north], [west, north], [west, south]]
  return [{ type: 'Feature', properties: null, geometry: { type: 'Polygon', coordinates: [ring] } }]
}

/** Where the telephone is, or null where it does not say. */
export function locate(): Promise<{ lat: number; lon: number } | null> {
  return new Promise(done => {
    if (!navigator.geolocation) return done(null)
    const found = ({ coords }: GeolocationPosition): void => done({ lat: coords.latitude, lon: coords.longitude })
    navigator.geolocation.getCurrentPosition(found, () => done(null), { enableHighAccuracy: true, timeout: 15_000 })
  })
}
