// For whoever lives here, on a phone: what concerns him today, and what he may do about it.

import type { VNode } from 'preact'
import { session } from '../lib/auth.ts'
import { learning, t } from '../lib/i18n.ts'
import { lazy } from '../lib/lazy.ts'
import type { Params, Screens } from '../lib/router.ts'
import { Frame, Nav } from '../ui/base.tsx'
import { Routed } from '../ui/routed.tsx'
import { Home } from './resident/home.tsx'
import { Welcome } from './resident/welcome.tsx'

type Shown = { params: Params }

const SCREENS: Screens = { // the first that fits
  '/': Home,
  '/me': lazy<Shown>(() => learning('mine', learning('public', import('./resident/me.tsx')))),
  '/report': lazy<Shown>(() => learning('report', learning('forms', import('./resident/report/form.tsx')))),
  '/report/mine': lazy<Shown>(() => learning('report', import('./resident/report/mine.tsx'))),
  '/report/unsent': lazy<Shown>(() => learning('work', learning('forms', learning('things', import('./resident/report/unsent.tsx'))))), // a worker's list
  '/report/:id': lazy<Shown>(() => learning('report', learning('forms', import('./resident/report/one.tsx')))),
}

const tabs = () => [
  { to: '/', title: t('resident.home') },
  { to: '/report', title: t('report.title') },
  { to: '/report/mine', title: t('report.mine') },
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
