// A map without tiles: from longitude and latitude to the pixels of a drawing, and back. Pure.
//
// Of a community only kilometres are seen, so that a degree of longitude is taken as long as it is
// in its middle; the error is under a thousandth, less than a fix of a phone.

export type Position = readonly [lon: number, lat: number]
export type Pixel = readonly [x: number, y: number]
export type Size = readonly [width: number, height: number]
type Ring = readonly Position[]
export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Ring }
  | { type: 'Polygon'; coordinates: readonly Ring[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] }
export interface Feature {
  type: 'Feature'
  id?: string | number
  geometry: Geometry
  properties: { name?: string } | null
}

export interface Box {
  west: number
  south: number
  east: number
  north: number
}
/** What is seen: its middle, and how many pixels a degree of latitude takes. */
export interface View {
  lon: number
  lat: number
  scale: number
}

const DEGREE = 111_320 // metres of latitude
const CLOSEST = 20 // pixels a metre takes: nothing is known more closely
const MARGIN = 0.9 // of the drawing that the whole takes

export function rings(geometry: Geometry): readonly Ring[] {
  if (geometry.type === 'Point') return [[geometry.coordinates]]
  if (geometry.type === 'LineString') return [geometry.coordinates]
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
}

/** Null, if there is nothing to see. */
export function box(positions: Iterable<Position>): Box | null {
  const found = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [lon, lat] of positions) {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue
    found.west = Math.min(found.west, lon)
    found.east = Math.max(found.east, lon)
    found.south = Math.min(found.south, lat)
    found.north = Math.max(found.north, lat)
  }
  return found.west <= found.east ? found : null
}

/** All of it, in the middle; a single place with some hundred metres around it. */
export function whole(of: Box, [width, height]: Size): View {
  const lat = (of.south + of.north) / 2
  const high = Math.max(of.north - of.south, 200 / DEGREE)
  const wide = Math.max((of.east - of.west) * narrow(lat), 200 / DEGREE)
  const scale = MARGIN * Math.min(width / wide, height / high)
  return { lon: (of.west + of.east) / 2, lat, scale }
}

export function project(view: View, [width, height]: Size, [lon, lat]: Position): Pixel {
  const x = width / 2 + (lon - view.lon) * narrow(view.lat) * view.scale
  return [x, height / 2 - (lat - view.lat) * view.scale]
}

export function unproject(view: View, [width, height]: Size, [x, y]: Pixel): Position {
  const lon = view.lon + (x - width / 2) / (narrow(view.lat) * view.scale)
  return [lon, view.lat - (y - height / 2) / view.scale]
}

/** Dragged by so many pixels; what is shown stays within reach of `of`. */
export function moved(view: View, [dx, dy]: Pixel, of: Box): View {
  const lon = view.lon - dx / (narrow(view.lat) * view.scale)
  const lat = view.lat + dy / view.scale
  return { ...view, lon: clamp(lon, of.west, of.east), lat: clamp(lat, of.south, of.north) }
}

/** Larger by a factor, about a pixel that stays where it is; never out of all proportion. */
export function zoomed(view: View, size: Size, by: number, about: Pixel, of: Box): View {
  const least = whole(of, size).scale / 2
  const scale = clamp(view.scale * by, least, Math.max(least, CLOSEST * DEGREE))
  const [lon, lat] = unproject(view, size, about)
  const ratio = view.scale / scale
  const next = { scale, lon: lon + (view.lon - lon) * ratio, lat: lat + (view.lat - lat) * ratio }
  return moved(next, [0, 0], of)
}

/** For `d` of an SVG path. */
export function outline(geometry: Geometry, view: View, size: Size): string {
  const end = geometry.type === 'LineString' ? '' : 'Z'
  const line = (ring: Ring): string => {
    const points = ring.map(at => project(view, size, at).map(one => one.toFixed(1)).join(' '))
    return `M${points.join('L')}${end}`
  }
  return rings(geometry).map(line).join('')
}

export interface Placed {
  id: string
  at: Position
  weight: number // the heavier, the more it must be seen
}
export interface Cluster<M extends Placed> {
  id: string
  at: Pixel
  marks: M[] // the heaviest first
}

const CELL = 28 // pixels that a mark takes

/** What can be seen, at most `most` of it: marks that would lie on each other are one, the sooner
 * the larger they are drawn. They are told by the ground, not by the drawing, so that they do not
 * change while it is dragged. */
export function clusters<M extends Placed>(marks: M[], view: View, size: Size, large = 1, most = 300): Cluster<M>[] {
  const seen = marks.filter(mark => isWithin(project(view, size, mark.at), size))
  for (let cell = CELL * large; ; cell *= 2) {
    const found = grouped(seen, mark => cellOf(mark.at, view, cell))
    if (found.size <= most) return [...found.values()].map(group => clusterOf(group, view, size)).sort(lightFirst)
  }
}

function clusterOf<M extends Placed>(group: M[], view: View, size: Size): Cluster<M> {
  const marks = [...group].sort((one, other) => other.weight - one.weight || (one.id < other.id ? -1 : 1))
  const first = marks[0] as M
  return { id: first.id, at: project(view, size, first.at), marks }
}

/** What is drawn later lies on top. */
function lightFirst<M extends Placed>(one: Cluster<M>, other: Cluster<M>): number {
  return (one.marks[0]?.weight ?? 0) - (other.marks[0]?.weight ?? 0)
}

function cellOf([lon, lat]: Position, view: View, cell: number): string {
  // the middle moves while it is dragged; a degree of longitude must not
  const wide = narrow(Math.round(lat)) * view.scale
  return `${Math.floor((lon * wide) / cell)} ${Math.floor((lat * view.scale) / cell)}`
}

function grouped<M>(items: M[], by: (one: M) => string): Map<string, M[]> {
  const found = new Map<string, M[]>()
  for (const one of items) {
    const group = found.get(by(one))
    if (group) group.push(one)
    else found.set(by(one), [one])
  }
  return found
}

function isWithin([x, y]: Pixel, [width, height]: Size): boolean {
  return x >= -CELL && y >= -CELL && x <= width + CELL && y <= height + CELL
}

/** As the crow flies. */
export function metres([lon, lat]: Position, [toLon, toLat]: Position): number {
  const radians = Math.PI / 180
  const [up, across] = [((toLat - lat) * radians) / 2, ((toLon - lon) * radians) / 2]
  const part = Math.sin(up) ** 2 + Math.cos(lat * radians) * Math.cos(toLat * radians) * Math.sin(across) ** 2
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(part)))
}

/** A round length that is at most so many pixels long. */
export function ruler(view: View, most: number): { metres: number; pixels: number } {
  const longest = (most * DEGREE) / view.scale
  const power = 10 ** Math.floor(Math.log10(longest))
  const round = [5, 2, 1].find(one => one * power <= longest) ?? 1
  return { metres: round * power, pixels: (round * power * view.scale) / DEGREE }
}

function narrow(lat: number): number {
  return Math.max(0.01, Math.cos((lat * Math.PI) / 180))
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
