// Without a sign-in: what works now, and what the API is.

import type { VNode } from 'preact'
import type { Screens } from '../lib/router.ts'
import { Routed } from '../ui/routed.tsx'
import { Status } from './public/status.tsx'

const SCREENS: Screens = {
  '/status': Status,
}

export default function Public(): VNode {
  return <Routed screens={SCREENS} />
}
