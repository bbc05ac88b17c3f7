// The pages of all devices, fetched as one.

import type { VNode } from 'preact'
import type { Screens } from '../../../../lib/router.ts'
import { Routed } from '../../../../ui/routed.tsx'
import Balance from './balance.tsx'
import Batch from './batch.tsx'
import Batches from './batches.tsx'
import Refusals from './refusals.tsx'
import Silences from './silences.tsx'

const SCREENS: Screens = {
  '/ops/devices/silences': Silences,
  '/ops/devices/balance': Balance,
  '/ops/devices/refusals': Refusals,
  '/ops/devices/batches': Batches,
  '/ops/devices/batches/:id': Batch,
}

export default function Fleet(): VNode {
  return <Routed screens={SCREENS} />
}
