// How tasks, places and what is done with them are called on a worker's screens.

import { number } from '../../lib/fmt.ts'
import { t, tOr } from '../../lib/i18n.ts'
import type { Task } from './tasks.ts'
import type { Entry, Incident } from './types.ts'

export const coded = (sort: string, code: string): string => tOr(`${sort}.${code}`, code)

/** A panel's measure names the point it is of. */
function measured(measure: string): string {
  const [name = '', point] = measure.split(/[#@]/)
  return point ? `${coded('measure', name)} ${point}` : coded('measure', name)
}

/** What people found has no number; of what is no known asset the kind is what is wrong. */
const isTold = (measure: string): boolean => measure === 'report' || measure === 'patrol'
const thing = (kind: string): string => tOr(`kind.${kind}`, coded('category', kind))

export function titleOfIncident(one: Pick<Incident, 'what' | 'kind' | 'measure' | 'value' | 'drill'>): string {
  const said = one.what || (coded('measure', one.measure) === one.measure && coded('category', one.measure) !== one.measure
    ? coded('category', one.measure)
    : [thing(one.kind), isTold(one.measure) ? measured(one.measure) : `${measured(one.measure)} ${number(one.value, 2)}`].join(' · '))
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
