/** How amounts of money are written and entered, from 分, without a float in between. Pure. */

import { NONE } from './fmt.ts'
import { number } from './quantities.ts'

/** `¥1,234.50`. */
export function money(fen: number | null | undefined): string {
  if (!Number.isSafeInteger(fen)) return NONE
  const whole = Math.abs(fen!)
  return `${fen! < 0 ? '-' : ''}¥${number(Math.floor(whole / 100))}.${String(whole % 100).padStart(2, '0')}`
}

/** An amount as people type it, in 分; nothing said is null, what is no amount undefined. */
export function fen(text: string, digits = 8): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/[¥￥,\s元]/g, '')
  if (!plain) return null
  const [, whole] = /^(\d+)(\.\d{1,2})?$/.exec(plain) ?? []
  return whole && whole.length <= digits ? Math.round(Number(plain) * 100) : undefined
}
