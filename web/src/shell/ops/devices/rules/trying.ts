// Who tries rules on the past of a device, and who puts them in force for its kind.

import { query } from '../../../../lib/router.ts'
import type { Role } from '../../types.ts'

export const TRIERS: Role[] = ['community_worker', 'property_manager', 'official', 'city_operator']
export const MAKERS: Role[] = ['city_operator']

/** Of a rule by its id, or of a `new` one. */
export function trialOf(device: string, rule: string): string {
  const community = query.value.get('community')
  return `/ops/devices/${device}/trial?${new URLSearchParams({ ...(community && { community }), rule })}`
}
