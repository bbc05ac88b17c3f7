// Where a community and its buildings lie, from the city's file: fetched when a map is first drawn.

import { known } from './config.ts'
import type { Feature, Geometry } from './geo.ts'
import { useLoad } from './load.ts'

export interface Outline {
  area: Feature[] // the community itself, if the city's file draws it
  buildings: Feature[]
}

interface Drawn {
  features: { type: 'Feature'; geometry: Geometry; properties: { building?: string } }[]
}

const NONE: Outline = { area: [], buildings: [] }
const asked = new Map<string, Promise<Outline>>()

/** Nothing, until it is there, and where the city's file draws nothing of the place. */
export const useOutline = (place: string): Outline => useLoad(() => outlineOf(place), [place]).data ?? NONE

/** Of a community or of one of its grids. A map does without, if it cannot be fetched. */
export async function outlineOf(place: string): Promise<Outline> {
  const path = known().communities.find(one => place.startsWith(one.code))?.outline
  if (!path) return NONE
  const found = asked.get(path) ?? fetched(`/${path}`)
  asked.set(path, found)
  try {
    return await found
  } catch {
    asked.delete(path) // asked for again by the next map
    return NONE
  }
}

async function fetched(path: string): Promise<Outline> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`outline ${answer.status}`)
  const { features } = (await answer.json()) as Drawn
  const named = features.map(({ type, geometry, properties: { building } }): Feature => ({ type, geometry, properties: building ? { name: building } : null }))
  return { area: named.filter(one => !one.properties), buildings: named.filter(one => one.properties) }
}
