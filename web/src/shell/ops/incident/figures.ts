// The numbers that the law grades by, as people read them.

import { money } from '../../../lib/amount.ts'
import { type Key, t } from '../../../lib/i18n.ts'
import { number } from '../../../lib/quantities.ts'
import type { Detail } from '../types.ts'

type Figures = Detail['figures']

/** Titles and values of those that are known: what nobody stated is not zero. */
export function figured(of: Figures): [string, string][] {
  const known = Object.entries(of).filter(([, value]) => value !== null && value !== undefined)
  return known.map(([name, value]) => [t(`ops.figure.${name}` as Key), inWords(name, value as string | number)])
}

function inWords(name: string, value: string | number): string {
  if (typeof value === 'string') return t(`ops.${name}.${value}` as Key)
  if (name === 'loss_fen') return money(value)
  return name === 'magnitude_tenths' ? number(value / 10, 1) : number(value)
}
