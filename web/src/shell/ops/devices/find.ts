// A device by what stands on it: its number or the serial of its unit, in full. Pure, but for what
// is asked.

import { Problem } from '../../../lib/problem.ts'
import type { Device } from './types.ts'

export const NUMBER = /^([A-Z]{2}-[A-Za-z0-9-]{1,40}|\d{16})$/
const SERIAL = /^[A-Za-z0-9][A-Za-z0-9._-]{3,63}$/
export const LONGEST = 64
export const HIDDEN = [403, 404] // what is not there answers as what one may not see

interface Asks {
  number: (id: string) => Promise<Device>
  serial: (serial: string) => Promise<Device[]>
}

/** What is neither is not asked for; what is both may be two devices. */
export async function marked(text: string, ask: Asks): Promise<Device[]> {
  const asked = [NUMBER.test(text) ? seen(ask.number(text)) : [], SERIAL.test(text) ? ask.serial(text) : []]
  return distinct((await Promise.all(asked)).flat())
}

/** Each once: what is found in two ways stands where it was found first. */
export const distinct = (found: readonly Device[]): Device[] => [...new Map(found.map(one => [one.id, one])).values()]

async function seen(asked: Promise<Device>): Promise<Device[]> {
  try {
    return [await asked]
  } catch (error) {
    if (error instanceof Problem && HIDDEN.includes(error.status)) return []
    throw error
  }
}
