// The features that have queues, and each one's routes over what they could not take.

import type { Gives } from '../types.ts'

export const FEATURES = ['facilities', 'incidents', 'notify', 'web'] as const
export type Feature = (typeof FEATURES)[number]

export const ROUTES = {
  facilities: { kept: '/v1/facilities/quarantine', replays: '/v1/facilities/quarantine/{message_id}/replays', redrives: '/v1/facilities/redrives' },
  incidents: { kept: '/v1/incidents/quarantine', replays: '/v1/incidents/quarantine/{message_id}/replays', redrives: '/v1/incidents/redrives' },
  notify: { kept: '/v1/notify/quarantine', replays: '/v1/notify/quarantine/{message_id}/replays', redrives: '/v1/notify/redrives' },
  web: { kept: '/v1/web/quarantine', replays: '/v1/web/quarantine/{message_id}/replays', redrives: '/v1/web/redrives' },
} as const

export type Unread = Gives<'/v1/facilities/quarantine'>['items'][number]
export type Redrive = Gives<'/v1/facilities/redrives'>['items'][number]
export const MOST = 100
export const OFTEN = 30 // seconds
