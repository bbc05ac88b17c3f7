// What belongs to a noun: read when it is opened, and anew with each newer version of it.

import { useEffect, useRef } from 'preact/hooks'
import { type Loaded, useLoad } from './load.ts'

/** As useLoad; but what is shown stays while a newer `version` of the same thing is read, so that a form or
 * a dialog that is open on it stays open, with what was typed. */
export function useNewest<T>(ask: () => Promise<T>, of: unknown[], version: unknown, every = 0): Loaded<T> {
  const loaded = useLoad(ask, of, every)
  const asked = useRef(version)
  useEffect(() => void (asked.current = version), of) // another thing: useLoad asks for it
  useEffect(() => {
    if (asked.current !== version) void loaded.reload()
    asked.current = version
  }, [version])
  return loaded
}
