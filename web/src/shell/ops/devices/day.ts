// The day of today on the city's calendar, as the API writes it. Pure but for the clock.

import { type How, parts } from '../../../lib/fmt.ts'

export function today(how: How, now = Date.now()): string {
  const on = parts(now, how.zone)
  const two = (value: number | undefined): string => String(value).padStart(2, '0')
  return `${on?.year}-${two(on?.month)}-${two(on?.day)}`
}
