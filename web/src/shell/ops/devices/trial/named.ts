// What is wrong with a rule, by the names of its fields, for the list above the form.

import { type Key, t } from '../../../../lib/i18n.ts'
import type { Draft, Fault } from './draft.ts'

const OF_RULE: Record<string, Key> = {
  id: 'rule.id', article: 'rule.article', begins: 'rule.hours-begin', ends: 'rule.hours-end', days: 'rule.days', holds: 'rule.holds-for',
  times: 'rule.flap-times', flap: 'rule.flap-within', calm: 'rule.flap-calm',
}
const OF_STEP: Record<string, Key> = {
  value: 'rule.value', clear: 'rule.clear', within: 'rule.within', after: 'rule.after', off: 'rule.off', hours: 'rule.settle-hours', category: 'rule.category', measure: 'rule.measure',
}

export function inSummary({ field, code }: Fault, draft: Draft): string {
  const [, at, own] = /^step-(\d+)-(\w+)$/.exec(field) ?? []
  const name = own ? OF_STEP[own] : OF_RULE[field]
  const level = at && draft.steps.length > 1 ? `${t('rule.level', { level: draft.steps[Number(at)]?.level ?? '' })} · ` : ''
  return `${level}${name ? `${t(name, { unit: '' }).trim()}: ` : ''}${t(`rule.fault.${code}`)}`
}
