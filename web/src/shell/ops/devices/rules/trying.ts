// Where a rule is tried on the past of a device.

import { query } from '../../../../lib/router.ts'

/** Of a rule by its id, or of a `new` one. */
export function trialOf(device: string, rule: string): string {
  const community = query.value.get('community')
  return `/ops/devices/${device}/trial?${new URLSearchParams({ ...(community && { community }), rule })}`
}
