// The features that have queues, and each one's routes over what they could not take.

import type { Gives } from '../types.ts'

export const FEATURES = ['devices', 'environment', 'facilities', 'incidents', 'notify', 'web'] as const
export type Feature = (typeof FEATURES)[number]

/** Each feature has the same four. */
export const kept = (of: Feature) => `/v1/${of}/quarantine` as const
export const replays = (of: Feature) => `/v1/${of}/quarantine/{message_id}/replays` as const
export const drops = (of: Feature) => `/v1/${of}/quarantine/{message_id}/drops` as const
export const redrives = (of: Feature) => `/v1/${of}/redrives` as const

export type Unread = Gives<'/v1/facilities/quarantine'>['items'][number]
export type Redrive = Gives<'/v1/facilities/redrives'>['items'][number]
export const MOST = 100
export const OFTEN = 30 // seconds
