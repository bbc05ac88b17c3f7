// For whoever lives here, on a phone: what concerns him today, and what he may do about it.

import type { VNode } from 'preact'
import { session } from '../lib/auth.ts'
import { t } from '../lib/i18n.ts'
import type { Screens } from '../lib/router.ts'
import { Frame, Nav } from '../ui/base.tsx'
import { Routed } from '../ui/routed.tsx'
import { Home } from './resident/home.tsx'
import { Me } from './resident/me.tsx'
import { Welcome } from './resident/welcome.tsx'

const SCREENS: Screens = {
  '/': Home,
  '/me': Me,
}

const tabs = () => [
  { to: '/', title: t('resident.home') },
  { to: '/me', title: t('resident.me') },
]

export default function Resident(): VNode {
  if (session.value.state === 'out') return <Welcome />
  const nav = <Nav tabs={tabs()} label={t('app.parts')} />
  return (
    <Frame.Provider value={{ nav }}>
      <Routed screens={SCREENS} />
    </Frame.Provider>
  )
}
