// Without a sign-in: what is measured, what works now, and what the API is.

import type { VNode } from 'preact'
import { learning } from '../lib/i18n.ts'
import { lazy } from '../lib/lazy.ts'
import type { Params, Screens } from '../lib/router.ts'
import { Routed } from '../ui/routed.tsx'
import { Status } from './public/status.tsx'

type Shown = { params: Params }

const SCREENS: Screens = {
  '/status': Status,
  '/docs': lazy<Shown>(() => import('./public/docs.tsx')),
  '/env': lazy<Shown>(() => learning('environment', learning('forms', learning('laws', import('./public/environment/list.tsx'))))),
  '/env/:id': lazy<Shown>(() => learning('environment', learning('forms', learning('laws', import('./public/environment/one.tsx'))))),
}

export default function Public(): VNode {
  return <Routed screens={SCREENS} />
}
