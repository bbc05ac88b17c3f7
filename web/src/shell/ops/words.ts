// How incidents, people and places are called on all screens of the command centre.

import en from '../../../texts/events.en.json' with { type: 'json' }
import zh from '../../../texts/events.zh.json' with { type: 'json' }
import { type Key, language, t, tOr } from '../../lib/i18n.ts'
import { foundBy, measuredBy } from '../../lib/measured.ts'
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
  const said = one.what || foundBy(coded, one)
  return one.drill ? `${t('ops.drill')} ${said}` : said
}

export const coded = (sort: string, code: string): string => {
  const key = `${sort}.${code}`
  return tOr(key, EVENTS[language.value][key] ?? code)
}

export const measured = (measure: string): string => measuredBy(coded, measure)

/** Staff by the name that an answer gave; whom none names by his id. */
export const who = (id: string | null | undefined, me: string | undefined): string =>
  !id ? t('ops.nobody') : id === me ? t('ops.you') : nameOf(id) ?? id

export const said = (sort: string, code: string): string => t(`ops.${sort}.${code}` as Key)
