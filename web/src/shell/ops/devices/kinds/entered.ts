// A kind of the city's own as its file says it, and where the city finds fault with it. Pure.

import type { Fault } from '../../../../lib/problem.ts'
import type { Takes } from '../../types.ts'

export type Card = Takes<'/v1/devices/kinds', 'post'>

export const EXAMPLE: Card = {
  id: 'cold_cabinet',
  name: { zh: '冷柜', en: 'Cold cabinet' },
  prefix: 'ZC',
  every_seconds: 600,
  bearers: ['wifi', 'nb_iot'],
  measures: [{ measure: 'temperature_c', name: { zh: '柜内温度', en: 'Temperature inside' }, unit: '°C', least: -60, most: 60, precision: 0.1 }],
  commands: [{ command: 'defrost', name: { zh: '除霜', en: 'Defrost' }, arguments: [{ argument: 'minutes', name: { zh: '时长', en: 'For how long' }, type: 'integer', unit: 'min', least: 5, most: 60 }] }],
  article: 'local',
  mark: 'U',
}

/** What a file says; undefined where it is no JSON, or nothing that could be a kind. */
export function cardIn(text: string): Card | undefined {
  try {
    const said: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    return said && typeof said === 'object' && !Array.isArray(said) ? (said as Card) : undefined
  } catch {
    return undefined
  }
}

export interface Place {
  path: string // measures › 1 › unit
  code: string
  says: string // what stands there
}

/** Each fault where it stands, as a person counts; of what lacks, nothing stands there. */
export function placesOf(faults: readonly Fault[], card: Card): Place[] {
  return faults.map(({ pointer, code }) => {
    const parts = pointer.split('/').slice(2)
    const path = parts.map(one => (/^\d+$/.test(one) ? String(Number(one) + 1) : one)).join(' › ')
    const found = parts.reduce<unknown>((within, part) => (within as Record<string, unknown> | undefined | null)?.[part], card)
    return { path, code, says: parts.length && found !== undefined ? JSON.stringify(found) : '' }
  })
}
