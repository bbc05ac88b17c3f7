// For who is on duty, at a desk: what is open in a community, by what must happen next.

import './ops/ops.css'
import type { VNode } from 'preact'
import { api, got } from '../lib/api.ts'
import { session } from '../lib/auth.ts'
import { learning, t } from '../lib/i18n.ts'
import { lazy } from '../lib/lazy.ts'
import { useLoad } from '../lib/load.ts'
import type { Params, Screens } from '../lib/router.ts'
import { Frame, Nav } from '../ui/base.tsx'
import { Routed } from '../ui/routed.tsx'
import { Board } from './ops/board.tsx'
import { Afar } from './ops/duty/afar.tsx'
import { Keys } from './ops/keys.tsx'
import { More, PARTS } from './ops/more.tsx'
import { whole } from './ops/types.ts'
import { Watching } from './ops/watcher.tsx'
import { Welcome } from './resident/welcome.tsx'

type Shown = { params: Params }
const environment = lazy<Shown>(() => learning('sight', import('./ops/environment/screens.tsx')))
const fleet = lazy<Shown>(() => learning('fleet', import('./ops/devices/fleet/screens.tsx')))
const flow = lazy<Shown>(() => learning('parts', import('./ops/flow/screen.tsx')))

const SCREENS: Screens = {
  '/ops': Board,
  '/ops/more': More,
  '/ops/new': lazy<Shown>(() => learning('parts', import('./ops/raising.tsx'))),
  '/ops/e/:id/sheet': lazy<Shown>(() => import('./ops/incident/sheet.tsx')),
  '/ops/e/:id/affected': lazy<Shown>(() => learning('parts', import('./ops/incident/affected.tsx'))),
  '/ops/e/:id/replay': lazy<Shown>(() => import('./ops/incident/replay.tsx')),
  '/ops/e/:id': lazy<Shown>(() => learning('laws', import('./ops/incident/screen.tsx'))),
  '/ops/hazards': lazy<Shown>(() => import('./ops/hazards/list.tsx')),
  '/ops/hazards/:id': lazy<Shown>(() => import('./ops/hazards/one.tsx')),
  '/ops/assets': lazy<Shown>(() => import('./ops/assets/list.tsx')),
  '/ops/assets/new': lazy<Shown>(() => learning('parts', import('./ops/assets/entering/new.tsx'))),
  '/ops/assets/:id': lazy<Shown>(() => learning('laws', import('./ops/assets/one.tsx'))),
  '/ops/devices': lazy<Shown>(() => learning('devices', import('./ops/devices/list.tsx'))),
  '/ops/devices/new': lazy<Shown>(() => learning('devices', import('./ops/devices/entering/new.tsx'))),
  '/ops/devices/imports': lazy<Shown>(() => learning('devices', import('./ops/devices/entering/imports.tsx'))),
  '/ops/devices/imports/:id': lazy<Shown>(() => learning('devices', import('./ops/devices/entering/imported.tsx'))),
  '/ops/devices/kinds': lazy<Shown>(() => learning('devices', learning('rules', import('./ops/devices/kinds/list.tsx')))),
  '/ops/devices/kinds/new': lazy<Shown>(() => learning('devices', learning('rules', import('./ops/devices/kinds/new.tsx')))),
  '/ops/devices/kinds/:id': lazy<Shown>(() => learning('devices', learning('twin', learning('rules', import('./ops/devices/kinds/one.tsx'))))),
  '/ops/devices/silences': fleet,
  '/ops/devices/balance': fleet,
  '/ops/devices/refusals': fleet,
  '/ops/devices/batches': fleet,
  '/ops/devices/batches/:id': fleet,
  '/ops/devices/:id': lazy<Shown>(() => learning('devices', import('./ops/devices/device.tsx'))),
  '/ops/devices/:id/readings': lazy<Shown>(() => learning('devices', import('./ops/devices/readings.tsx'))),
  '/ops/devices/:id/history': lazy<Shown>(() => learning('devices', import('./ops/devices/history.tsx'))),
  '/ops/devices/:id/rules': lazy<Shown>(() => learning('devices', learning('rules', import('./ops/devices/rules/screen.tsx')))),
  '/ops/devices/:id/trial': lazy<Shown>(() => learning('devices', learning('twin', learning('rules', import('./ops/devices/trial/screen.tsx'))))),
  '/ops/devices/:id/twin': lazy<Shown>(() => learning('devices', learning('twin', import('./ops/devices/twin/screen.tsx')))),
  '/ops/sightings': environment,
  '/ops/sightings/:id': environment,
  '/ops/sensors': environment,
  '/ops/sensors/:id': environment,
  '/ops/wards': environment,
  '/ops/cases': lazy<Shown>(() => learning('sight', import('./ops/environment/cases/list.tsx'))),
  '/ops/cases/:id': lazy<Shown>(() => learning('sight', learning('laws', import('./ops/environment/cases/one.tsx')))),
  '/ops/stations': environment,
  '/ops/stations/:id': environment,
  '/ops/reliefs': lazy<Shown>(() => import('./ops/reliefs/screen.tsx')),
  '/ops/upkeep': lazy<Shown>(() => learning('laws', import('./ops/upkeep/screen.tsx'))),
  '/ops/learned': lazy<Shown>(() => learning('parts', import('./ops/learned/screen.tsx'))),
  '/ops/learned/:id': lazy<Shown>(() => learning('parts', import('./ops/learned/behind.tsx'))),
  '/ops/plans': lazy<Shown>(() => learning('parts', import('./ops/plans/screen.tsx'))),
  '/ops/plans/:id': lazy<Shown>(() => learning('parts', import('./ops/plans/one.tsx'))),
  '/ops/imports': lazy<Shown>(() => learning('parts', import('./ops/imports/list.tsx'))),
  '/ops/imports/:id': lazy<Shown>(() => learning('parts', import('./ops/imports/one.tsx'))),
  '/ops/rosters': lazy<Shown>(() => learning('parts', import('./ops/rosters/screen.tsx'))),
  '/ops/unread': lazy<Shown>(() => import('./ops/unread/screen.tsx')),
  '/ops/suppliers': lazy<Shown>(() => learning('parts', import('./ops/sending/screen.tsx'))),
  '/ops/suppliers/new': lazy<Shown>(() => learning('parts', import('./ops/sending/new.tsx'))),
  '/ops/suppliers/:id': lazy<Shown>(() => learning('parts', import('./ops/sending/one.tsx'))),
  '/ops/flow': flow,
  '/ops/flow/:machine': flow,
}

const tabs = () => [
  { to: '/ops', title: t('ops.board') },
  { to: '/ops/hazards', title: t('ops.hazards') },
  { to: '/ops/assets', title: t('ops.assets') },
  { to: '/ops/devices', title: t('ops.devices') },
  { to: '/ops/more', title: t('ops.more'), under: PARTS.map(one => `/ops/${one.name}`) },
]

export default function Ops(): VNode {
  return session.value.state === 'out' ? <Welcome /> : <Inside />
}

function Inside(): VNode {
  const me = useLoad(() => whole(got(api.GET('/v1/accounts/me'))))
  const head = <div class="desk-nav"><Nav tabs={tabs()} label={t('app.parts')} /></div>
  return (
    <Watching.Provider value={me}>
      <Frame.Provider value={{ head }}>
        <Afar />
        <Routed screens={SCREENS} />
        <Keys />
      </Frame.Provider>
    </Watching.Provider>
  )
}
