// What a person enters of where something is, as it is typed and as the API takes it. Pure.

export interface Place {
  name: string
  lat: string
  lon: string
  grid: string
  building: string
  zone: string
}
export const NOWHERE: Place = { name: '', lat: '', lon: '', grid: '', building: '', zone: '' }
export type Lack = 'name' | 'lat' | 'lon'

interface Known {
  name: string
  point: { lat: number; lon: number }
  grid: string | null
  building: string | null
  zone: string | null
}

export const typed = (of: Known): Place =>
  ({ name: of.name, lat: String(of.point.lat), lon: String(of.point.lon), grid: of.grid ?? '', building: of.building ?? '', zone: of.zone ?? '' })

export const point = (of: Pick<Place, 'lat' | 'lon'>) => ({ lat: degrees(of.lat), lon: degrees(of.lon) })

export const entered = (of: Place) =>
  ({ name: of.name.trim(), point: point(of), grid: orNull(of.grid), building: orNull(of.building), zone: orNull(of.zone) })

/** What is not filled in, or is no place on earth; all else the city judges. */
export function lacking(of: Pick<Place, Lack>): Lack[] {
  const wrong = { name: !of.name.trim(), lat: !(Math.abs(degrees(of.lat)) <= 90), lon: !(Math.abs(degrees(of.lon)) <= 180) }
  return (['name', 'lat', 'lon'] as const).filter(one => wrong[one])
}

export const orNull = (text: string): string | null => text.trim() || null
const degrees = (text: string): number => (text.trim() ? Number(text.trim().replace(',', '.')) : NaN)
