// Who may do what to a device, as functions/devices/policies.cedar has it; the server decides all the same.

import type { Role } from '../types.ts'
import { type Purpose, PURPOSES } from './past/ask.ts'

const REGISTER: Role[] = ['community_worker', 'property_manager', 'city_operator']
const END: Role[] = ['community_worker', 'city_operator']
const DRIVE: Role[] = ['grid_worker', 'community_worker', 'property_manager', 'city_operator']
const TRY: Role[] = [...REGISTER, 'official']
const OPERATE: Role[] = ['city_operator']
const WATCH: Role[] = ['community_worker', 'official', 'auditor']

const MAY = {
  register: REGISTER, revise: REGISTER, replace: REGISTER, retire: END, revoke: END, keys: END, rotate: OPERATE, release: DRIVE, looks: WATCH,
  set: REGISTER, drive: DRIVE, break: OPERATE, window: REGISTER, try: TRY, make: OPERATE, // rules of a kind
}

export const may = (what: keyof typeof MAY, roles: readonly Role[]): boolean => MAY[what].some(role => roles.includes(role))

/** For what somebody may look at what is measured of a person. */
export function purposesOf(roles: readonly Role[]): readonly Purpose[] {
  if (roles.includes('community_worker')) return PURPOSES
  return roles.includes('grid_worker') ? ['incident'] : []
}
