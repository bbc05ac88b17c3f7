// What the routes of devices answer.

import type { Gives } from '../types.ts'

export type Device = Gives<'/v1/devices/{device_id}'>
export type Kind = Gives<'/v1/devices/kinds/{kind_id}'>
export type Gauge = Kind['measures'][number]
export type Keys = Gives<'/v1/devices/{device_id}/keys'>
export type Presence = Gives<'/v1/devices/{device_id}/presence'>
export type SilenceShown = Gives<'/v1/devices/silences'>['items'][number]
export type Reading = Gives<'/v1/devices/{device_id}/readings'>['items'][number]
export type Entry = Gives<'/v1/devices/{device_id}/history'>['items'][number]
export type Look = Gives<'/v1/devices/{device_id}/looks'>['items'][number]
export type Imported = Gives<'/v1/devices/imports/{table_id}'>
export const STATES = ['registered', 'active', 'revoked', 'retired'] as const satisfies Device['state'][]
export const BEARERS = ['wire', 'wifi', '4g', '5g', 'nb_iot', 'lora', 'through_gateway'] as const satisfies NonNullable<Device['bearer']>[]
