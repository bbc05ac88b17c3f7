// A socket that tells that something happened, never what: the page then asks with its own token.
// It may be missing, refuse or break at any time; polling goes on beside it.

import type { Hint } from './live.ts'

export interface Socket {
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: (() => void) | null
  close(): void
}

export interface Line {
  /** With what the socket is let in by, made anew for each try; null where there is none. */
  address(): Promise<string | null>
  connect(url: string): Socket
  later(ms: number, work: () => void): () => void
  random(): number
}

const LONGEST = 60_000
const STEADY = 30_000 // open so long, the next break is a new one

/** Returns how to stop. `open` tells whether hints come just now. */
export function listen(line: Line, hear: (hint: Hint) => void, open: (is: boolean) => void = () => {}): () => void {
  let tries = 0
  let stopped = false
  let socket: Socket | undefined
  let cancel = () => {}

  async function dial(): Promise<void> {
    const url = await line.address().catch(() => undefined)
    if (stopped || url === null) return
    if (url === undefined) return again()
    try {
      socket = line.connect(url)
    } catch {
      return again() // no address that this page may connect to
    }
    socket.onopen = () => {
      open(true)
      cancel = line.later(STEADY, () => (tries = 0))
    }
    socket.onmessage = ({ data }) => {
      const hint = read(data)
      if (hint) hear(hint)
    }
    socket.onclose = () => {
      cancel()
      open(false)
      if (!stopped) again()
    }
  }

  function again(): void {
    const wait = Math.min(LONGEST, 1000 * 2 ** Math.min(tries, 10)) * (0.5 + line.random() / 2)
    tries += 1
    cancel = line.later(wait, () => void dial())
  }

  void dial()
  return () => {
    stopped = true
    cancel()
    socket?.close()
  }
}

/** Anything else that arrives is no hint, and is passed over. */
export function read(data: unknown): Hint | null {
  try {
    const { topic, id, version } = JSON.parse(String(data)) as Record<string, unknown>
    const fits = typeof topic === 'string' && typeof id === 'string' && typeof version === 'number'
    return fits ? { topic, id, version } : null
  } catch {
    return null
  }
}
