// What was measured, or found by people, in the words that a shell has for codes.

import { tOr } from './i18n.ts'
import { number } from './quantities.ts'

type Coded = (sort: string, code: string) => string

/** A panel's measure names the point it is of. */
export function measuredBy(coded: Coded, measure: string): string {
  const [name = '', point] = measure.split(/[#@]/)
  return point ? `${coded('measure', name)} ${point}` : coded('measure', name)
}

/** What people found has no number; of what is no known asset the kind is what is wrong. */
export function foundBy(coded: Coded, { kind, measure, value }: { kind: string; measure: string; value: number }): string {
  const what = measuredBy(coded, measure)
  const isTold = measure === 'report' || measure === 'patrol'
  return [tOr(`kind.${kind}`, coded('category', kind)), isTold ? what : `${what} ${number(value, 2)}`].join(' · ')
}
