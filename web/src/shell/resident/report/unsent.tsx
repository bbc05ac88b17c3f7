// What waits to be sent, and what was refused, for its person to decide: the worker's own list.

import type { VNode } from 'preact'
import { OutgoingFrom } from '../../work/outgoing.tsx'

export default function Unsent(): VNode {
  return <OutgoingFrom back="/report/mine" />
}
