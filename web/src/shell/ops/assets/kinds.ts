// The kinds of assets, in the order in which they are offered.

import type { Asset } from '../types.ts'

export const KINDS = [
  'manhole', 'hydrant', 'gas_detector', 'gas_valve', 'street_light', 'light_circuit', 'elevator', 'fire_panel', 'fire_detector', 'siren',
  'broadcast', 'fire_door', 'exit_door', 'fan', 'pump', 'water_tank', 'power_meter', 'fire_lane', 'gas_room',
] as const satisfies Asset['kind'][]
