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
    const moved = (event: Event): void => {
      if (location.pathname === path.value || asks()) return // a place on the same page is no other
      event.stopImmediatePropagation() // before the router shows where the browser is already
      history.pushState(null, '', here)
    }
    const closing = (event: Event): void => event.preventDefault()
    guard(asks)
    addEventListener('popstate', moved, true)
    addEventListener('beforeunload', closing)
    return () => {
      guard()
      removeEventListener('popstate', moved, true)
      removeEventListener('beforeunload', closing)
    }
  }, [words])
}
