// What a measure of a device is held to, as lines: its kind's rules, or the limits of facilities.

import { api, got } from '../../../../lib/api.ts'
import { language, t } from '../../../../lib/i18n.ts'
import type { Line } from '../../../../lib/readings.ts'
import { whole } from '../../types.ts'
import { isRead, leaves, whenOf } from '../rules/told.ts'
import type { Device, Kind } from '../types.ts'

const BOUND = { ge: 'most', gt: 'most', le: 'least', lt: 'least', eq: 'exactly' } as const

/** Of the rules that count today; where the source was not read it is said. */
export function ruled(kind: Kind, measure: string, today: string): Line[] {
  const valid = kind.rules.filter(one => one.effective_from <= today && (!one.effective_to || today < one.effective_to))
  return valid.flatMap(({ mark, steps }) => steps.flatMap(step => leaves(whenOf(step)).flatMap(one => {
    if (one.by !== 'threshold' || one.measure !== measure) return []
    const unsure = isRead(mark) ? '' : ` (${t('ops.unverified')})`
    return [{ title: `${t(`device.limit.${BOUND[one.compare]}`, { level: step.level, priority: step.priority })}${unsure}`, value: one.value }]
  })))
}

/** Who may not see the limits of facilities sees the curve without them. */
export async function limits(device: Pick<Device, 'community' | 'owner' | 'kind'>, kind: Kind, measure: string): Promise<Line[]> {
  if (device.owner !== 'facilities') return ruled(kind, measure, new Date().toISOString().slice(0, 10))
  try {
    const { items } = await whole(got(api.GET('/v1/facilities/limits', { params: { query: { community: device.community } } })))
    return items.filter(one => one.kind === device.kind && one.measure === measure)
      .map(one => ({ title: `${one[language.value]}${one.verified ? '' : ` (${t('ops.unverified')})`}`, value: one.value }))
  } catch {
    return []
  }
}
