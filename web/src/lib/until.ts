// What goes on until it is over: nothing is asked any more then.

import { useState } from 'preact/hooks'
import { type Loaded, useLoad } from './load.ts'

/** As useLoad, each `every` seconds until what was heard is over; `reload` asks anew. */
export function useUntil<T>(ask: () => Promise<T>, of: unknown[], every: number, isOver: (data: T) => boolean): Loaded<T> {
  const [over, end] = useState(false)
  async function heard(): Promise<T> {
    const data = await ask()
    end(isOver(data))
    return data
  }
  return useLoad(heard, of, over ? 0 : every)
}
