// What a measure of a device is held to, as lines: its kind's rules, or the limits of facilities.

import { api, got } from '../../../../lib/api.ts'
import { language, t } from '../../../../lib/i18n.ts'
import type { Line } from '../../../../lib/readings.ts'
import { whole } from '../../types.ts'
import { isRead, leaves, whenOf } from '../rules/told.ts'
import type { Device, Kind } from '../types.ts'

const BOUND = { ge: 'most', gt: 'most', le: 'least', lt: 'least', eq: 'exactly' } as const

const CHINA = 8 * 3_600_000 // the days on which rules hold are those of its wall

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

/** Who may not see the limits of facilities sees the curve without them. */
export async function limits(device: Pick<Device, 'community' | 'owner' | 'kind'>, kind: Kind, measure: string): Promise<Line[]> {
  const today = new Date(Date.now() + CHINA).toISOString().slice(0, 10)
  if (device.owner !== 'facilities') return ruled(kind, measure, today)
  try {
    const { items } = await whole(got(api.GET('/v1/facilities/limits', { params: { query: { community: device.community } } })))
    return items.filter(one => one.kind === device.kind && one.measure === measure && holds(one, today))
      .map(one => ({ title: `${one[language.value]}${one.verified ? '' : ` (${t('ops.unverified')})`}`, value: one.value }))
  } catch {
    return []
  }
}
