// A part of the page that is fetched when it is first shown.

import { type ComponentType, createElement, type VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Wait } from '../ui/base.tsx'

export function lazy<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P> & { ahead: () => void } {
  let found: ComponentType<P> | undefined
  // no part, and no error: it is gone, and the page is about to load anew
  const fetched = () => load().then((part?: { default: ComponentType<P> }) => void (found = part?.default))
  function Lazy(props: P): VNode {
    const [, show] = useState(false)
    const [failed, fail] = useState<unknown>()
    useEffect(() => {
      if (found) show(true) // it may have come since this was drawn
      else fetched().then(() => show(true), fail)
    }, [])
    if (failed) throw failed
    return found ? createElement(found as ComponentType<object>, props) : createElement(Wait, null)
  }
  /** Fetches it before it is shown; what fails is told when it is shown. */
  Lazy.ahead = () => void fetched().catch(() => {})
  return Lazy
}
