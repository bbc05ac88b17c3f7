// For who works outside, with one hand on a telephone and often without a signal: everything that is
// done is kept here first and sent when it can be.

import './work/work.css'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { session } from '../lib/auth.ts'
import { t } from '../lib/i18n.ts'
import { lazy } from '../lib/lazy.ts'
import type { Params, Screens } from '../lib/router.ts'
import { Frame, Nav } from '../ui/base.tsx'
import { Routed } from '../ui/routed.tsx'
import { Welcome } from './resident/welcome.tsx'
import { Patrols } from './work/patrol/list.tsx'
import { Today } from './work/today.tsx'
import { useMe, Working } from './work/worker.tsx'

type Shown = { params: Params }
const walk = () => import('./work/patrol/screen.tsx')
const check = () => import('./work/patrol/check.tsx')
const outgoing = () => import('./work/outgoing.tsx')
const report = () => import('./work/report/form.tsx')
const task = () => import('./work/task.tsx')

const SCREENS: Screens = { // the first that fits
  '/work': Today,
  '/work/outbox': lazy<Shown>(outgoing),
  '/work/patrols': Patrols,
  '/work/patrol/:id': lazy<Shown>(walk),
  '/work/patrol/:id/:asset': lazy<Shown>(check),
  '/work/report': lazy<Shown>(report),
  '/work/:task': lazy<Shown>(task),
}

const tabs = () => [
  { to: '/work', title: t('work.today') },
  { to: '/work/patrols', title: t('work.patrol'), under: ['/work/patrol'] },
  { to: '/work/report', title: t('work.report') },
]

export default function Work(): VNode {
  return session.value.state === 'out' ? <Welcome /> : <Inside />
}

function Inside(): VNode {
  useEffect(() => {
    // at once, though they are shown later: that may be where there is no signal
    for (const part of [task, outgoing, walk, check, report]) void part().catch(() => {})
  }, [])
  const me = useMe()
  const nav = <Nav tabs={tabs()} label={t('app.parts')} />
  return (
    <Working.Provider value={me}>
      <Frame.Provider value={{ nav }}>
        <Routed screens={SCREENS} />
      </Frame.Provider>
    </Working.Provider>
  )
}
