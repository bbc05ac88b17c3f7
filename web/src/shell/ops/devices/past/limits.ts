// What a measure of a device is held to by the rules of its kind, as lines. Pure.

import { t } from '../../../../lib/i18n.ts'
import type { Line } from '../../../../lib/readings.ts'
import { isRead, leaves, whenOf } from '../rules/told.ts'
import type { Kind } from '../types.ts'

const BOUND = { ge: 'most', gt: 'most', le: 'least', lt: 'least', eq: 'exactly' } as const

/** Whether a rule is in force: on its first and on its last day it is. */
export function holds(rule: { effective_from: string, effective_to?: string | null }, day: string): boolean {
  return rule.effective_from <= day && (!rule.effective_to || day <= rule.effective_to)
}

/** Of the rules that count that day; where the source was not read it is said. */
export function ruled(kind: Kind, measure: string, day: string): Line[] {
  return kind.rules.filter(one => holds(one, day)).flatMap(({ mark, steps }) => steps.flatMap(step => leaves(whenOf(step)).flatMap(one => {
    if (one.by !== 'threshold' || one.measure !== measure) return []
    const unsure = isRead(mark) ? '' : ` (${t('ops.unverified')})`
    return [{ title: `${t(`device.limit.${BOUND[one.compare]}`, { level: step.level, priority: step.priority })}${unsure}`, value: one.value }]
  })))
}
