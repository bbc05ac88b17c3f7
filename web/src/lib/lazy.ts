// A part of the page that is fetched when it is first shown.

import { type ComponentType, createElement, type VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Wait } from '../ui/base.tsx'

export function lazy<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P> & { ahead: () => void } {
  let found: ComponentType<P> | undefined
  function Lazy(props: P): VNode {
    const [, show] = useState(false)
    const [failed, fail] = useState<unknown>()
    useEffect(() => {
      // no part, and no error: it is gone, and the page is about to load anew
      if (!found) load().then((part?: { default: ComponentType<P> }) => part && ((found = part.default), show(true)), fail)
    }, [])
    if (failed) throw failed
    return found ? createElement(found as ComponentType<object>, props) : createElement(Wait, null)
  }
  /** Fetches it before it is shown; what fails is told when it is shown. */
  Lazy.ahead = () => void load().catch(() => {})
  return Lazy
}
