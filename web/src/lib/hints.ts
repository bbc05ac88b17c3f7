// A socket that tells that something happened, never what: the page then asks with its own token.
// It may be missing, refuse or break at any time; polling goes on beside it.

import type { Hint } from './live.ts'

export interface Socket {
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: (() => void) | null
  send(text: string): void
  close(): void
}

export interface Dialled {
  url: string // with what the socket is let in by
  endsAt: number // when the city ends it, as the token does
}

export interface Line {
  /** Made anew for each try; null where there is none, for this city or for this person. */
  address(): Promise<Dialled | null>
  connect(url: string): Socket
  now(): number
  later(ms: number, work: () => void): () => void
  random(): number
}

export interface Ear {
  hint(hint: Hint): void
  /** Of which communities hints come just now; none while it is broken. */
  hears(communities: string[]): void
}

export interface Wish {
  action: 'subscribe' | 'unsubscribe' | 'still'
  community?: string
}

export interface Wire {
  say(wish: Wish): void
  stop(): void
}

const LONGEST = 60_000
const STEADY = 30_000 // open so long, the next break is a new one
const STILL = 240_000 // the gateway ends what was silent for ten minutes
const ANSWER = 10_000 // in which the city says that it is there; else it is not
const EARLY = 20_000 // before its end it is dialled anew; a token is renewed before that

export function listen(line: Line, ear: Ear): Wire {
  let tries = 0
  let stopped = false
  let socket: Socket | undefined
  let cancels: (() => void)[] = []
  const later = (ms: number, work: () => void) => cancels.push(line.later(ms, work))

  async function dial(): Promise<void> {
    const to = await line.address().catch(() => undefined)
    if (stopped || to === null) return
    if (!to) return again()
    try {
      opening(line.connect(to.url), to.endsAt)
    } catch {
      again() // no address that this page may connect to
    }
  }

  function opening(mine: Socket, endsAt: number): void {
    socket = mine
    let answered = false
    let awaited = () => {}
    const ask = () => {
      awaited = line.later(ANSWER, () => broken(mine))
      cancels.push(() => awaited())
    }
    const still = () => {
      ask()
      say({ action: 'still' })
      later(STILL, still)
    }
    ask()
    mine.onopen = () => {
      awaited()
      still()
      later(STEADY, () => (tries = 0))
      later(Math.max(0, endsAt - EARLY - line.now()), () => broken(mine, answered))
    }
    mine.onmessage = ({ data }) => {
      awaited()
      const places = heard(data)
      answered ||= places !== null
      if (places) ear.hears(places)
      const hint = read(data)
      if (hint) ear.hint(hint)
    }
    mine.onclose = () => broken(mine)
  }

  /** Closed, or as good as: one whose other end is gone takes its time to notice. */
  function broken(mine: Socket, atOnce = false): void {
    if (mine !== socket) return
    hangUp()
    ear.hears([])
    if (stopped) return
    if (atOnce) void dial()
    else again()
  }

  function hangUp(): void {
    for (const cancel of cancels) cancel()
    cancels = []
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null
    socket?.close()
    socket = undefined
  }

  function again(): void {
    const wait = Math.min(LONGEST, 1000 * 2 ** Math.min(tries, 10)) * (0.5 + line.random() / 2)
    tries += 1
    later(wait, () => void dial())
  }

  function say(wish: Wish): void {
    try {
      socket?.send(JSON.stringify(wish))
    } catch {} // not open yet: what is wished is said when it is
  }

  void dial()
  return {
    say,
    stop() {
      stopped = true
      hangUp()
    },
  }
}

/** Anything else that arrives is no hint, and is passed over. */
export function read(data: unknown): Hint | null {
  const { topic, id, version } = parsed(data)
  const fits = typeof topic === 'string' && typeof id === 'string' && typeof version === 'number'
  return fits ? { topic, id, version } : null
}

/** The city's answer to any wish: of which communities it tells. */
export function heard(data: unknown): string[] | null {
  const { hears } = parsed(data)
  return Array.isArray(hears) ? hears.map(String) : null
}

function parsed(data: unknown): Record<string, unknown> {
  try {
    return (JSON.parse(String(data)) as Record<string, unknown> | null) ?? {}
  } catch {
    return {}
  }
}
