// What is seen of people and of what falls, by which sensors; who is watched over; and the
// stations. Fetched as one.

import './environment.css'
import type { VNode } from 'preact'
import type { Screens } from '../../../lib/router.ts'
import { Routed } from '../../../ui/routed.tsx'
import Sensors from './sensors.tsx'
import Sensor from './sensor.tsx'
import Sighting from './seen/one.tsx'
import Sightings from './seen/list.tsx'
import Station from './station.tsx'
import Stations from './stations.tsx'
import Wards from './wards.tsx'

const SCREENS: Screens = {
  '/ops/sightings': Sightings,
  '/ops/sightings/:id': Sighting,
  '/ops/sensors': Sensors,
  '/ops/sensors/:id': Sensor,
  '/ops/wards': Wards,
  '/ops/stations': Stations,
  '/ops/stations/:id': Station,
}

export default function Environment(): VNode {
  return <Routed screens={SCREENS} />
}
