/** How times are written: once, and in the city's time zone; quantities: `quantities.ts`, which no shell loads
 * first.
 *
 * Pure: `now` comes in, since a city's clock need not be the phone's. What is no time is written as a dash,
 * since a screen must not break over one field.
 */

export type Lang = 'zh' | 'en'
export interface How {
  lang: Lang
  zone: string
}
export type Time = string | number | Date
export const CITY: How = { lang: 'zh', zone: 'Asia/Shanghai' }
export const NONE = '—'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WORDS = {
  zh: {
    days: ['昨天', '今天', '明天'],
    justNow: '刚刚',
    left: (text: string) => `还剩${text}`,
    over: (text: string) => `超时${text}`,
    ago: (count: number, unit: 'minute' | 'hour' | 'day') =>
      `${count} ${{ minute: '分钟', hour: '小时', day: '天' }[unit]}前`,
    less: '不到 1 分',
    day: '天',
    hour: '小时',
    minute: '分',
  },
  en: {
    days: ['yesterday', 'today', 'tomorrow'],
    justNow: 'just now',
    left: (text: string) => `${text.trim()} left`,
    over: (text: string) => `${text.trim()} overdue`,
    ago: (count: number, unit: 'minute' | 'hour' | 'day') =>
      `${count} ${unit}${count === 1 ? '' : 's'} ago`,
    less: 'less than 1 min',
    day: 'd',
    hour: 'h',
    minute: 'min',
  },
}

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What a calendar and a clock on the wall of that zone show. */
export function parts(at: Time, zone: string): Parts | null {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return null
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(zone, clock)
  }
  const found: Record<string, number> = {}
  for (const { type, value } of clock.formatToParts(time)) found[type] = Number(value)
  return found as unknown as Parts
}

/** `14:05`, or `14:05:09` where seconds matter. */
export function clock(at: Time, how: How = CITY, seconds = false): string {
  const on = parts(at, how.zone)
  if (!on) return NONE
  const shown = `${two(on.hour)}:${two(on.minute)}`
  return seconds ? `${shown}:${two(on.second)}` : shown
}

/** `2026年3月5日`; a date without a time (`2026-03-05`) is that day in any zone. */
export function date(at: Time, how: How = CITY): string {
  const on = calendar(at, how)
  return on ? written(on, how, true) : NONE
}

/** `今天 14:05`, `3月5日 14:05`, with the year when it is another one. */
export function moment(at: Time, now: Time, how: How = CITY): string {
  const on = parts(at, how.zone)
  const today = parts(now, how.zone)
  if (!on || !today) return NONE
  const named = WORDS[how.lang].days[ordinal(on) - ordinal(today) + 1]
  return `${named ?? written(on, how, on.year !== today.year)} ${clock(at, how)}`
}

/** `刚刚`, `5 分钟前`, `3 天前` (by the calendar); the date, once it is a month ago or to come. */
export function ago(at: Time, now: Time, how: How = CITY): string {
  const on = parts(at, how.zone)
  const today = parts(now, how.zone)
  if (!on || !today) return NONE
  const words = WORDS[how.lang]
  const passed = ms(now) - ms(at)
  if (passed <= -MINUTE) return moment(at, now, how)
  if (passed < MINUTE) return words.justNow
  if (passed < HOUR) return words.ago(Math.floor(passed / MINUTE), 'minute')
  if (passed < DAY) return words.ago(Math.floor(passed / HOUR), 'hour')
  const days = ordinal(today) - ordinal(on)
  return days < 30 ? words.ago(days, 'day') : date(at, how)
}

/** `还剩 12 分`, `超时 3 分`: never more than is left, and never more than it is late. */
export function deadline(due: Time, now: Time, how: How = CITY): string {
  const left = ms(due) - ms(now)
  if (Number.isNaN(left)) return NONE
  const words = WORDS[how.lang]
  const text = span(Math.abs(left), how)
  return (left > 0 ? words.left : words.over)(/^\d/.test(text) ? ` ${text}` : text)
}

export function overdue(due: Time, now: Time): boolean {
  return ms(due) <= ms(now)
}

/** `12 分`, `2 小时 5 分`, `3 天 4 小时`: the two largest units, rounded down. */
export function span(milliseconds: number, how: How = CITY): string {
  if (!Number.isFinite(milliseconds)) return NONE
  const words = WORDS[how.lang]
  const minutes = Math.floor(milliseconds / MINUTE)
  if (minutes < 1) return words.less
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  const units: [number, string][] = days
    ? [[days, words.day], [hours, words.hour]]
    : [[hours, words.hour], [minutes % 60, words.minute]]
  return units.filter(([count]) => count).map(([count, unit]) => `${count} ${unit}`).join(' ')
}

function calendar(at: Time, how: How): Pick<Parts, 'year' | 'month' | 'day'> | null {
  const [, year, month, day] = (typeof at === 'string' && /^(\d{4})-(\d\d)-(\d\d)$/.exec(at)) || []
  if (year && month && day) return { year: +year, month: +month, day: +day }
  return parts(at, how.zone)
}

function written(on: Pick<Parts, 'year' | 'month' | 'day'>, how: How, year: boolean): string {
  if (how.lang === 'zh') return `${year ? `${on.year}年` : ''}${on.month}月${on.day}日`
  return `${on.day} ${MONTHS[on.month - 1] ?? on.month}${year ? ` ${on.year}` : ''}`
}

/** Days since a fixed one, so that days can be told apart by counting. */
function ordinal(on: Pick<Parts, 'year' | 'month' | 'day'>): number {
  return Math.floor(Date.UTC(on.year, on.month - 1, on.day) / DAY)
}

function ms(at: Time): number {
  return new Date(at).getTime()
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
