// How tasks, places and what is done with them are called on a worker's screens.

import { t, word } from '../../lib/i18n.ts'
import { foundBy } from '../../lib/measured.ts'
import type { Task } from './tasks.ts'
import type { Entry, Incident } from './types.ts'

export function titleOfIncident(one: Pick<Incident, 'what' | 'kind' | 'measure' | 'value' | 'drill'>): string {
  const said = one.what || (word('measure', one.measure) === one.measure && word('category', one.measure) !== one.measure
    ? word('category', one.measure)
    : foundBy(word, one))
  return one.drill ? `${t('work.drill')} ${said}` : said
}

export const titleOf = (task: Pick<Task<Incident, Entry>, 'sort' | 'of'>): string =>
  task.sort === 'incident' ? titleOfIncident(task.of as Incident) : word('category', (task.of as Entry).category)

interface Placed {
  address?: string | null
  building?: string | null
  floor?: string | null
  unit?: string | null
  asset_id?: string | null
  subject?: string
}

/** In words, from the street to the door. */
export function placeOf(one: Placed): string {
  const parts = [one.address, one.building, one.floor && t('work.floor', { floor: one.floor }), one.unit]
  return parts.filter(Boolean).join(' ') || one.asset_id || one.subject || t('work.nowhere')
}
