// A rule of a kind in words, so that who never saw one knows when it fires.

import { type Key, language, t } from '../../../../lib/i18n.ts'
import { measure as written } from '../../../../lib/quantities.ts'
import { lasting } from '../lasting.ts'
import type { Kind } from '../types.ts'

export type Rule = Kind['rules'][number]
export type Step = Rule['steps'][number]
type Threshold = { by: 'threshold'; measure: string; compare: 'ge' | 'gt' | 'le' | 'lt' | 'eq'; value: number; unit: string; clear: number | null }
type Change = { by: 'change'; measure: string; direction: 'rise' | 'fall' | 'either'; value: number; unit: string; within_seconds: number }
type Absence = { by: 'absence'; measure: string | null; within_seconds: number }
type Several = { by: 'all'; of: When[] } | { by: 'any'; of: When[] }
export type Leaf = Threshold | Change | Absence
export type When = Leaf | Several

export const COMPARED = { ge: '≥', gt: '>', le: '≤', lt: '<', eq: '=' } as const
const DAYS = [0, 1, 2, 3, 4, 5, 6]
const FINE = 3 // digits

/** As its kind calls it; of an absence, anything. */
export function measureOf(kind: Kind, measure: string | null): string {
  if (measure === null || measure === 'silence') return t('rule.anything')
  return kind.measures.find(one => one.measure === measure)?.name[language.value] ?? measure
}

export const unitOf = (kind: Kind, measure: string): string => plain(kind.measures.find(one => one.measure === measure)?.unit ?? '')

/** A count has the unit 1, which nobody says. */
const plain = (unit: string): string => (unit === '1' ? '' : unit)

export const whenOf = (step: { when: unknown }): When => step.when as When

export function leaves(when: When): Leaf[] {
  return when.by === 'all' || when.by === 'any' ? when.of.flatMap(leaves) : [when]
}

/** What a rule looks at, each once. */
export const measuresOf = (rule: { steps: readonly { when: unknown }[] }): string[] =>
  [...new Set(rule.steps.flatMap(step => leaves(whenOf(step)).flatMap(one => one.measure ?? [])))]

export function condition(when: When, kind: Kind): string {
  if (when.by === 'all' || when.by === 'any') return when.of.map(one => condition(one, kind)).join(t(`rule.${when.by}`))
  const measure = measureOf(kind, when.measure)
  if (when.by === 'absence') return t('rule.when.absence', { measure, lasting: lasting(when.within_seconds) })
  const value = written(when.value, plain(when.unit), FINE)
  if (when.by === 'change') return t(`rule.when.${when.direction}`, { measure, value, lasting: lasting(when.within_seconds) })
  return `${measure} ${COMPARED[when.compare]} ${value}`
}

/** When it begins, when it ends, what it raises. */
export function sentences(step: Step, kind: Kind): string[] {
  const when = whenOf(step)
  const clears = leaves(when).flatMap(one => (one.by === 'threshold' && one.clear !== null ? [`${measureOf(kind, one.measure)} ${written(one.clear, plain(one.unit), FINE)}`] : []))
  return [
    step.after_seconds ? t('rule.begins-after', { when: condition(when, kind), lasting: lasting(step.after_seconds) }) : condition(when, kind),
    ...(!step.clears ? [t('rule.people-end')] : [
      ...(clears.length ? [t('rule.ends-behind', { values: clears.join(t('rule.any')) })] : []),
      ...(step.off_seconds ? [t('rule.ends-after', { lasting: lasting(step.off_seconds) })] : []),
    ]),
  ]
}

/** What else holds of the whole rule. */
export function remarks(rule: Rule): string[] {
  const { hours, flaps } = rule
  const days = hours && hours.days.length < DAYS.length ? ` ${hours.days.map(day => t(`rule.day.${day}` as Key)).join(' ')}` : ''
  return [
    ...(hours ? [`${t('rule.hours', { begins: hours.begins.slice(0, 5), ends: hours.ends.slice(0, 5) })}${days}`] : []),
    ...(rule.holds_seconds ? [t('rule.holds', { lasting: lasting(rule.holds_seconds) })] : []),
    ...(flaps ? [t('rule.flaps', { times: flaps.times, lasting: lasting(flaps.within_seconds), calm: lasting(flaps.calm_seconds) })] : []),
  ]
}

/** Limits as lines of a measure's curve. */
export const lines = (rule: Pick<Rule, 'steps'>, measure: string): { title: string; value: number }[] =>
  rule.steps.flatMap(step => leaves(whenOf(step)).flatMap(one =>
    (one.by === 'threshold' && one.measure === measure ? [{ title: `${t('rule.level', { level: step.level })} ${COMPARED[one.compare]}`, value: one.value }] : [])))

/** Whether its source was read; what is known but unread is said so. */
export const isRead = (mark: string): boolean => mark === 'C' || mark === 'C0'

/** What is local has no source that could be read. */
export const isUnverified = ({ article, mark }: { article: string; mark: string }): boolean => article !== 'local' && !isRead(mark)

/** Of a kind that the city has not touched, what has no article is the catalogue's own. */
export const sourceOf = (article: string, kind: Kind): string =>
  article !== 'local' ? article : t(kind.own || kind.version ? 'rule.local' : 'rule.local-catalogue')
