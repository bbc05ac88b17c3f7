// What the routes of the command centre answer, by the route: names of schemas may change.

import type { Heard, Whole } from '../../lib/api.ts'
import type { paths } from '../../lib/schema.d.ts'
import { learn } from './names.ts'

type Answer<R, S extends number> = R extends { responses: { [K in S]: { content: { 'application/json': infer A } } } } ? A : never

export const whole = <T>(asked: Promise<T>): Promise<Whole<T>> => asked.then(learn) as Promise<Whole<T>>

export type Gives<P extends keyof paths> = Whole<Heard<paths[P] extends { get: infer R } ? Answer<R, 200> : never>>
export type Takes<P extends keyof paths, M extends 'post' | 'put'> =
  paths[P] extends { [K in M]: { requestBody: { content: { 'application/json': infer B } } } } ? B : never

export type Incident = Gives<'/v1/incidents'>['items'][number]
export type Detail = Gives<'/v1/incidents/{incident_id}'>
export type Line = Detail['timeline'][number]
export type Joined = Gives<'/v1/incidents/{incident_id}/hazards'>['items'][number]
export type Duty = Gives<'/v1/incidents/{incident_id}/reports'>['duties'][number]
export type Chain = Gives<'/v1/incidents/chains/{community}'>
export type Roster = Gives<'/v1/incidents/rosters/{place}/{post}'>
export type Order = Gives<'/v1/facilities/actions'>['items'][number]
export type Trouble = Gives<'/v1/facilities/hazards'>['items'][number]
export type Entry = Gives<'/v1/facilities/ledger'>['items'][number]
export type Hazard = Gives<'/v1/facilities/hazards/{hazard_id}'>
export type Asset = Gives<'/v1/facilities/assets'>['items'][number]
export type AssetNow = Omit<Gives<'/v1/facilities/assets/{asset_id}'>, 'latest'> & { latest: Record<string, (string | number | boolean)[]> }
export type Past = Gives<'/v1/facilities/assets/{asset_id}/history'>['items'][number]
export type Limit = Gives<'/v1/facilities/limits'>['items'][number]
export type Import = Gives<'/v1/facilities/imports/{import_id}'>
export type Me = Gives<'/v1/accounts/me'>
export type Role = Me['memberships'][number]['role']
