// What the routes of sightings, sensors, stations and cases answer.

import type { Gives, Role } from '../types.ts'

export type Sighting = Gives<'/v1/environment/sightings'>['items'][number]
export type Sensor = Gives<'/v1/environment/sensors'>['items'][number]
export type Station = Gives<'/v1/environment/stations'>['items'][number]
export type Measuring = Gives<'/v1/environment/stations/{station_id}'>
export type Known = Measuring['measures'][number]
export type Case = Gives<'/v1/environment/cases'>['items'][number]
export type Look = Gives<'/v1/environment/sightings/{sighting_id}/looks'>['items'][number]
export type Clip = Gives<'/v1/environment/sightings/{sighting_id}/clips'>['items'][number]
export const PURPOSES = ['incident', 'service'] as const // of looks at wards
export type Purpose = (typeof PURPOSES)[number]
export const PARTIES = ['residents_committee', 'owners_committee', 'property_manager'] as const // that ask for quiet
export const OUTCOMES = ['safe', 'unsafe'] as const // of a sample of water
export const KINDS = ['fall', 'thrown_object'] as const

/** As functions/environment/policies.cedar has it; the server decides all the same. */
const MAY = {
  judge: ['grid_worker', 'community_worker', 'property_manager'],
  clips: ['community_worker', 'official'],
  person: ['grid_worker', 'community_worker'],
  looks: ['community_worker', 'official', 'auditor'],
  sensors: ['community_worker', 'property_manager', 'official', 'city_operator'],
  stations: ['community_worker', 'official', 'city_operator'],
  dissuade: ['grid_worker', 'community_worker', 'property_manager'],
  report: ['community_worker'],
  result: ['official'],
} satisfies Record<string, Role[]>

export const may = (what: keyof typeof MAY, roles: readonly Role[]): boolean => (MAY[what] as Role[]).some(role => roles.includes(role))
