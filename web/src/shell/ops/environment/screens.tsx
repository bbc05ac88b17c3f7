// What is seen of people and of what falls, by which sensors; and the stations. Fetched as one.

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

const SCREENS: Screens = {
  '/ops/sightings': Sightings,
  '/ops/sightings/:id': Sighting,
  '/ops/sensors': Sensors,
  '/ops/sensors/:id': Sensor,
  '/ops/stations': Stations,
  '/ops/stations/:id': Station,
}

export default function Environment(): VNode {
  return <Routed screens={SCREENS} />
}
