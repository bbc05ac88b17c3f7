// What a screen shows where nobody answers: what this device was shown last, which says how old it is.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Loaded } from './load.ts'
import { own } from './own.ts'
import type { Shown } from './seen.ts'

const REFUSED = [403, 404, 410] // it is not this person's any more, or is gone

export function useLast<T>(name: string, loaded: Loaded<T>): Loaded<T> {
  const [before, remember] = useState<(Shown<T> & { name: string }) | undefined>()
  const named = useRef(name)
  const seen = own.value?.seen
  const refused = loaded.problem !== undefined && REFUSED.includes(loaded.problem.status)

  useEffect(() => {
    let asked = true
    void seen?.last<T>(name).then(last => asked && last && remember({ ...last, name }))
    return () => {
      asked = false
    }
  }, [name, seen])

  useEffect(() => {
    const isOthers = named.current !== name // what is loaded is still what was asked for by the name before
    named.current = name
    if (isOthers) return
    if (refused) void seen?.drop(name)
    else if (loaded.data !== undefined) void seen?.keep(name, loaded.data)
  }, [name, loaded.data, refused])

  if (loaded.data !== undefined || refused || before?.name !== name) return loaded
  return { ...loaded, data: before.data, at: before.at }
}
