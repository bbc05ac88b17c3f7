// What the routes of a worker's screens answer, by the route: names of schemas may change.

import type { Got } from '../../lib/api.ts'

export type Me = Got<'/v1/accounts/me'>
export type Incident = Got<'/v1/incidents'>['items'][number]
export type IncidentNow = Got<'/v1/incidents/{incident_id}'>
export type Entry = Got<'/v1/facilities/ledger'>['items'][number]
export type HazardNow = Got<'/v1/facilities/hazards/{hazard_id}'>
export type Asset = Got<'/v1/facilities/assets'>['items'][number]
export type Patrols = Got<'/v1/facilities/patrols'>
export type Patrol = Patrols['items'][number]
export type PatrolNow = Got<'/v1/facilities/patrols/{patrol_id}'>
export type Plan = Patrols['today'][number]
export type Round = Got<'/v1/facilities/rounds'>['items'][number]
export type Limit = Got<'/v1/facilities/limits'>['items'][number]
export type Category = Got<'/v1/facilities/categories'>['items'][number]
export type Similar = Got<'/v1/facilities/hazards/similar'>['items'][number]
