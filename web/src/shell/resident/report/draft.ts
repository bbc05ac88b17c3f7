// What a resident has said so far of what is wrong, and which question comes next. Pure.

import { isSomewhere, pointOf, type Spot } from '../../work/report/spot.ts'
import type { Bytes } from '../../work/shots.ts'

export interface Draft {
  id: string // of what is sent in the end, so that pressing twice is one report
  community: string
  place: Spot
  category: string
  join: string | null // what was shown, and is the same
  words: string
  photos: Bytes[]
}
export type Kept = Pick<Draft, 'community' | 'place'>

export const STEPS = ['photo', 'where', 'point', 'what', 'same', 'say'] as const
export type Step = (typeof STEPS)[number]

const BACK: Record<Step, Step | null> = { photo: null, where: 'photo', point: 'where', what: 'point', same: 'what', say: 'what' }

export const fresh = (id: string, kept: Kept): Draft => ({ id, ...kept, category: '', join: null, words: '', photos: [] })

/** The step that the address asks for, or the first whose answer it needs. */
export function reached(asked: string | null, { place, category }: Draft): Step {
  const wanted = STEPS.find(one => one === asked) ?? 'photo'
  const at = STEPS.indexOf(wanted)
  if (at > STEPS.indexOf('point') && !isSomewhere(place)) return 'where'
  if (at > STEPS.indexOf('what') && !category) return 'what'
  return wanted === 'same' && !pointOf(place) ? 'say' : wanted
}

export const before = (step: Step): string => (BACK[step] ? `/report?step=${BACK[step]}` : '/')

/** What may be the same is asked of a kind at a point. */
export const afterWhat = ({ place }: Draft): Step => (pointOf(place) ? 'same' : 'say')

/** Where one lives, by memberships: a city's or a district's is none to report in. */
export function communitiesOf(memberships: readonly { place: string }[]): string[] {
  const places = memberships.map(one => one.place).filter(place => place.length >= 12)
  return [...new Set(places.map(place => place.slice(0, 12)))].filter(place => !place.endsWith('000'))
}
