// A photograph that the city keeps. Each answer signs its address anew: what is shown by one is not
// fetched again by the next, unless it could not be had.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'

interface Props {
  address: string
  alt: string
  width: number
  height?: number
  loading?: 'lazy'
}

/** In a list its key is the photograph's id. */
export function Picture({ address, ...how }: Props): VNode {
  const [kept, keep] = useState(address)
  const [lost, lose] = useState(false)
  const src = lost ? address : kept
  return <img {...how} src={src} onLoad={() => (keep(src), lose(false))} onError={() => lose(true)} />
}
