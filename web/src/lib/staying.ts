// Asking before a page is left that shows what cannot be had again.

import { useEffect } from 'preact/hooks'
import { guard, path } from './router.ts'

/** While there are `words`, they are asked before a link is followed, and before "back"; the browser asks
 * in its own before the page is closed. */
export function useStaying(words: string | null): void {
  useEffect(() => {
    if (!words) return
    const here = location.href
    const asks = () => confirm(words)
    const shows = globalThis.onpopstate // the router's: the browser is elsewhere already
    globalThis.onpopstate = function (event) {
      const isHere = location.pathname === path.value // a place on the same page is no other
      if (isHere || asks()) shows?.call(this as WindowEventHandlers & Window, event)
      else history.pushState(null, '', here)
    }
    const closing = (event: Event): void => event.preventDefault()
    guard(asks)
    addEventListener('beforeunload', closing)
    return () => {
      guard()
      globalThis.onpopstate = shows
      removeEventListener('beforeunload', closing)
    }
  }, [words])
}
