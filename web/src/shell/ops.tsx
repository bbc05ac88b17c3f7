// For who is on duty, at a desk: what is open in a community, by what must happen next.

import type { VNode } from 'preact'
import { session } from '../lib/auth.ts'
import type { Screens } from '../lib/router.ts'
import { Routed } from '../ui/routed.tsx'
import { Board } from './ops/board.tsx'
import { Welcome } from './resident/welcome.tsx'

const SCREENS: Screens = {
  '/ops': Board,
}

export default function Ops(): VNode {
  return session.value.state === 'out' ? <Welcome /> : <Routed screens={SCREENS} />
}
