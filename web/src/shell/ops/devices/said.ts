// How what is known of a device is said. Pure.

import type { Device, Imported, Kind } from './types.ts'

export const stateTag = (state: Device['state']): 'ok' | 'plain' | 'warning' | 'error' =>
  ({ active: 'ok', registered: 'plain', revoked: 'error', retired: 'plain' } as const)[state]

export const stageTag = (stage: Imported['stage']): 'ok' | 'warning' | 'error' =>
  ({ done: 'ok', applying: 'warning', wrong: 'error' } as const)[stage]

/** How many digits behind the point a measure of that precision is worth. */
export const digitsOf = (precision: number): number => Math.min(6, Math.max(0, Math.ceil(-Math.log10(precision) - 1e-9)))

/** What was said last is old once the device is taken for silent. */
export const isOld = (at: string, kind: Pick<Kind, 'every_seconds' | 'silent_after'>, now: number): boolean =>
  now - Date.parse(at) > kind.every_seconds * kind.silent_after * 1000

/** What its address says already is not said again. */
export const where = (of: Pick<Device, 'address' | 'building' | 'zone'>): string =>
  [of.address, of.building, of.zone].filter((one, n) => one && !(n > 0 && of.address?.includes(one))).join(' · ')

/** The beginning of a certificate's name, which is enough to tell two apart. */
export const brief = (certificate: string): string => certificate.slice(0, 12)
