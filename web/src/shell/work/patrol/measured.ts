// What can be measured by hand at a thing, and what somebody typed of it. Pure.

import type { Limit } from '../types.ts'

export interface Measure {
  name: string
  unit: string
}

/** What a kind is held to by a number that has a unit: codes and states are told by devices alone. */
export function measuresOf(limits: readonly Pick<Limit, 'kind' | 'measure' | 'unit'>[], kind: string): Measure[] {
  const own = limits.filter(one => one.kind === kind && one.unit)
  return [...new Map(own.map(one => [one.measure, { name: one.measure, unit: one.unit }])).values()]
}

/** The numbers, and the names of what is none; what was left empty was not measured. */
export function readingsOf(typed: Readonly<Record<string, string>>): { readings: Record<string, number>; wrong: string[] } {
  const said = Object.entries(typed).map(([name, text]) => [name, text.normalize('NFKC').trim()] as const).filter(([, text]) => text)
  const isNumber = (text: string): boolean => /^-?\d{1,9}(\.\d{1,6})?$/.test(text)
  const right = said.filter(([, text]) => isNumber(text)).map(([name, text]) => [name, Number(text)] as const)
  return { readings: Object.fromEntries(right), wrong: said.filter(([, text]) => !isNumber(text)).map(([name]) => name) }
}
