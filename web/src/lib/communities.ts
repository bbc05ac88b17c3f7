// In which communities somebody works, and in which of them he is now: as the address says, so that a view
// is a link; where it says none, as it last did, so that a tab leads nowhere else.

import { effect, signal } from '@preact/signals'
import { known } from './config.ts'
import { query } from './router.ts'

interface Person {
  memberships: readonly { role: string; place: string }[]
}

/** By places of memberships; the city's own communities where one is of a larger place. */
export function communitiesOf({ memberships }: Person): string[] {
  const places = memberships.filter(one => one.role !== 'resident').map(one => one.place)
  const reach = (place: string): string => place.replace(/(000)+$/, '')
  const own = places.filter(place => !/000$/.test(place)).map(place => place.slice(0, 12))
  const inside = known().communities.map(one => one.code).filter(code => places.some(place => code.startsWith(reach(place))))
  return [...new Set([...own, ...inside])]
}

const last = signal<string | null>(null)
effect(() => {
  last.value = query.value.get('community') ?? last.peek()
})

export const chosen = (): string | null => query.value.get('community') ?? last.value
