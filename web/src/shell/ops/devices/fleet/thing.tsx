// A device by its id, with a link to where it is shown.

import type { VNode } from 'preact'
import { within } from '../../watcher.tsx'

/** Who takes its messages shows it: what is an asset's has no page here. */
export function Thing({ of }: { of: { thing: string; owner: string } }): VNode {
  if (of.owner === 'devices') return <a href={within(`/ops/devices/${of.thing}`)}>{of.thing}</a>
  if (of.owner === 'facilities') return <a href={within(`/ops/assets/${of.thing}`)}>{of.thing}</a>
  return <>{of.thing}</>
}
