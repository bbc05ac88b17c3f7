// What a worker has said so far of what he reports, and which question comes next. Pure.

import type { Bytes } from '../shots.ts'
import { EMPTY, isSomewhere, type Spot } from './spot.ts'

export interface Draft {
  id: string
  place: Spot
  category: string
  join: string | null
  words: string
  photos: Bytes[]
}

export const STEPS = ['where', 'what', 'say'] as const
export type Step = (typeof STEPS)[number]

export const fresh = (id: string): Draft => ({ id, place: EMPTY, category: '', join: null, words: '', photos: [] })

/** The step that the address asks for, or the first whose answer it needs: of another community there
 * may be none yet. */
export function reached(asked: string | null, { place, category }: Pick<Draft, 'place' | 'category'>): Step {
  const wanted = STEPS.find(one => one === asked) ?? 'where'
  if (wanted === 'where' || !isSomewhere(place)) return 'where'
  return category ? wanted : 'what'
}
