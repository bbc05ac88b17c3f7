// The month that figures are of: this one and the eleven before, by the city's clock.

import type { VNode } from 'preact'
import { parts } from '../../lib/fmt.ts'
import { how, t } from '../../lib/i18n.ts'
import { filter, query } from '../../lib/router.ts'

const SHOWN = 12

export function lastMonths(now: number, zone: string): string[] {
  const today = parts(now, zone)
  if (!today) return []
  return Array.from({ length: SHOWN }, (_, back) => {
    const month = today.year * 12 + today.month - 1 - back
    return `${Math.floor(month / 12)}-${String(month % 12 + 1).padStart(2, '0')}`
  })
}

/** The one that the query names, or this one. */
export function useMonth(): { month: string; all: string[] } {
  const all = lastMonths(Date.now(), how().zone)
  const wanted = query.value.get('month')
  return { month: wanted && /^20\d\d-(0[1-9]|1[0-2])$/.test(wanted) ? wanted : all[0] ?? '', all }
}

export function Month(): VNode {
  const { month, all } = useMonth()
  return (
    <label>{t('ops.month')}{' '}
      <select value={month} onChange={event => filter({ month: event.currentTarget.value })}>
        {(all.includes(month) ? all : [month, ...all]).map(one => <option key={one} value={one}>{one}</option>)}
      </select>
    </label>
  )
}
