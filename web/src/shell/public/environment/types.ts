// What the API says of stations, under the names that these screens use.

import type { Got, Whole } from '../../../lib/api.ts'
import type { paths } from '../../../lib/schema.d.ts'

type Gives<P extends keyof paths> = Whole<Got<P>>

export type Shown = Gives<'/v1/environment/stations'>['items'][number]
export type Station = Gives<'/v1/environment/stations/{station_id}'>
export type History = Gives<'/v1/environment/stations/{station_id}/history'>
export type Value = History['items'][number]
export type Measure = Station['measures'][number]
export type Kind = Shown['kind']
export type Span = Value['span']

export const KINDS: readonly Kind[] = ['air', 'noise', 'water']

export const whole = <T>(asked: Promise<T>): Promise<Whole<T>> => asked as Promise<Whole<T>>
