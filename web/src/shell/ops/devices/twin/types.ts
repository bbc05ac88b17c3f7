// What the routes of twins, commands and leases answer.

import type { Gives } from '../../types.ts'

export type Twin = Gives<'/v1/devices/{device_id}/twin'>
export type Command = Gives<'/v1/devices/{device_id}/commands'>['items'][number]
export type Lease = Gives<'/v1/devices/{device_id}/leases'>
