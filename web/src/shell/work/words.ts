// How tasks, places and what is done with them are called on a worker's screens.

import { t, tOr } from '../../lib/i18n.ts'
import { foundBy } from '../../lib/measured.ts'
import type { Task } from './tasks.ts'
import type { Entry, Incident } from './types.ts'

export const coded = (sort: string, code: string): string => tOr(`${sort}.${code}`, code)

export function titleOfIncident(one: Pick<Incident, 'what' | 'kind' | 'measure' | 'value' | 'drill'>): string {
  const said = one.what || (coded('measure', one.measure) === one.measure && coded('category', one.measure) !== one.measure
    ? coded('category', one.measure)
    : foundBy(coded, one))
  return one.drill ? `${t('work.drill')} ${said}` : said
}

export const titleOf = (task: Pick<Task<Incident, Entry>, 'sort' | 'of'>): string =>
  task.sort === 'incident' ? titleOfIncident(task.of as Incident) : coded('category', (task.of as Entry).category)

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
