/** How numbers, measures and distances are written: once, apart from `fmt.ts`, which every shell loads first. Pure.
 * What is no number is written as a dash. */

import { CITY, type How, NONE } from './fmt.ts'

const BY_DIGITS: Intl.NumberFormat[] = [] // to make one takes longer than to draw a row

export function number(value: number | null | undefined, digits = 0): string {
  if (!Number.isFinite(value)) return NONE
  const shown = (BY_DIGITS[digits] ??= new Intl.NumberFormat('en-US', { maximumFractionDigits: digits })).format(value!)
  return shown.replace(/^-0$/, '0')
}

/** A measure with its unit; `%` and `°` stand at the number, words do not. */
export function measure(value: number | null | undefined, unit: string, digits = 1): string {
  const shown = number(value, digits)
  if (shown === NONE || !unit) return shown
  return /^[%‰°]/.test(unit) ? `${shown}${unit}` : `${shown} ${unit}`
}

/** `350 米`, `1.2 公里`; a fix is not good to the metre, so tens of metres from 100 on. */
export function distance(metres: number | null | undefined, how: How = CITY): string {
  const known = typeof metres === 'number' ? metres : NaN
  const zh = how.lang === 'zh'
  if (known >= 995) return measure(known / 1000, zh ? '公里' : 'km', 1)
  return measure(known < 100 ? Math.round(known) : Math.round(known / 10) * 10, zh ? '米' : 'm', 0)
}

/** `45 秒`, for what a person waits for. */
export function seconds(milliseconds: number, how: How = CITY): string {
  if (!Number.isFinite(milliseconds)) return NONE
  return `${Math.max(0, Math.ceil(milliseconds / 1000))} ${how.lang === 'zh' ? '秒' : 's'}`
}
