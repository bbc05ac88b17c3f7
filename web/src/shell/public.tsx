// Without a sign-in: what works now, and what the API is.

import type { VNode } from 'preact'
import { lazy } from '../lib/lazy.ts'
import type { Params, Screens } from '../lib/router.ts'
import { Routed } from '../ui/routed.tsx'
import { Status } from './public/status.tsx'

const SCREENS: Screens = {
  '/status': Status,
  '/docs': lazy<{ params: Params }>(() => import('./public/docs.tsx')),
}

export default function Public(): VNode {
  return <Routed screens={SCREENS} />
}
