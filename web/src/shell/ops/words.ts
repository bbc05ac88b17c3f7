// How incidents, people and places are called on all screens of the command centre.

import en from '../../../texts/events.en.json' with { type: 'json' }
import zh from '../../../texts/events.zh.json' with { type: 'json' }
import { number } from '../../lib/fmt.ts'
import { type Key, language, t, tOr } from '../../lib/i18n.ts'
import { nameOf } from './names.ts'

export { isSo, listed } from '../../lib/noted.ts'

const EVENTS: Record<'zh' | 'en', Record<string, string>> = { zh, en } // no other shell names them

interface Named {
  kind: string
  measure: string
  value: number
  what?: string
  drill?: boolean
}

/** What it is about; a drill says so wherever it is named. */
export function titled(one: Named): string {
  const said = one.what || [thing(one.kind), isTold(one) ? measured(one.measure) : `${measured(one.measure)} ${number(one.value, 2)}`].join(' · ')
  return one.drill ? `${t('ops.drill')} ${said}` : said
}

/** What people found has no number; of what is no known asset the kind is what is wrong. */
const isTold = (one: Named): boolean => one.measure === 'report' || one.measure === 'patrol'
const thing = (kind: string): string => tOr(`kind.${kind}`, coded('category', kind))

export const coded = (sort: string, code: string): string => {
  const key = `${sort}.${code}`
  return tOr(key, EVENTS[language.value][key] ?? code)
}

/** A panel's measure names the point it is of. */
export function measured(measure: string): string {
  const [name = '', point] = measure.split(/[#@]/)
  return point ? `${coded('measure', name)} ${point}` : coded('measure', name)
}

/** Staff by the name that an answer gave; whom none names by his id. */
export const who = (id: string | null | undefined, me: string | undefined): string =>
  !id ? t('ops.nobody') : id === me ? t('ops.you') : nameOf(id) ?? id

export const said = (sort: string, code: string): string => t(`ops.${sort}.${code}` as Key)
