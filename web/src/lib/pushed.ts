// The one socket of a page, for all its screens: dialled when the first wants to hear of a community,
// hung up when none does.

import { api, got, newKey, once, Problem } from './api.ts'
import { known } from './config.ts'
import { type Dialled, type Line, listen, type Socket, type Wire } from './hints.ts'
import { later } from './later.ts'
import type { Hint } from './live.ts'

export interface Listener {
  hint(hint: Hint): void
  /** Hints come from now on; what was before may have been missed. */
  began(): void
}

const GRACE = 5000 // from one screen to the next

/** Returns how a screen hears of a community, and that in turn how it stops. */
export function switchboard(line: (community: string) => Line): (community: string, one: Listener) => () => void {
  const wanted = new Map<string, Set<Listener>>()
  const asked = new Set<string>() // of this socket: each answer would else be followed by a wish
  let now: string[] = []
  let wire: Wire | undefined
  let deaf = false // of nothing that was wanted this person may hear
  let cancel = () => {}

  function hears(communities: string[]): void {
    const before = now
    now = communities
    if (!now.length) asked.clear()
    for (const [community, listeners] of wanted) {
      if (now.includes(community) && !before.includes(community)) listeners.forEach(one => one.began())
      if (!now.length || now.includes(community) || asked.has(community)) continue
      asked.add(community)
      wire?.say({ action: 'subscribe', community })
    }
  }

  function hint(said: Hint): void {
    wanted.get(said.topic.split('/')[1] ?? '')?.forEach(one => one.hint(said))
  }

  function dial(community: string): void {
    cancel = () => {}
    deaf = false
    wire = listen({ ...line(community), address }, { hint, hears })
  }

  /** By the first of which he may hear: of the others he asks then. */
  async function address(): Promise<Dialled | null> {
    for (const community of [...wanted.keys()]) {
      const to = await line(community).address()
      if (to) return to
    }
    deaf = true
    return null
  }

  function leave(community: string, one: Listener): void {
    const others = wanted.get(community)
    if (!others?.delete(one) || others.size) return
    wanted.delete(community)
    if (wanted.size) wire?.say({ action: 'unsubscribe', community })
    else cancel = line(community).later(GRACE, hangUp)
  }

  function hangUp(): void {
    wire?.stop()
    wire = undefined
    now = []
    asked.clear()
  }

  return (community, one) => {
    cancel()
    const others = wanted.get(community) ?? new Set()
    wanted.set(community, others.add(one))
    if (!wire || deaf) dial(community)
    else if (!now.includes(community)) wire.say({ action: 'subscribe', community })
    return () => leave(community, one)
  }
}

/** A token goes in a header, which a browser's socket has none of; so it buys a ticket first. */
async function bought(community: string): Promise<Dialled | null> {
  const { socket } = known()
  if (!socket) return null
  try {
    const sent = { params: { header: once(newKey()) }, body: { community } }
    const { ticket, ends_at } = await got(api.POST('/v1/web/tickets', sent))
    return { url: `${socket}?ticket=${encodeURIComponent(ticket)}`, endsAt: Date.parse(ends_at) }
  } catch (error) {
    if (error instanceof Problem && (error.status === 403 || error.status === 404)) return null
    throw error
  }
}

export const overhear = switchboard(community => ({
  address: () => bought(community),
  connect: url => new WebSocket(url) as unknown as Socket,
  now: Date.now,
  later,
  random: Math.random,
}))
