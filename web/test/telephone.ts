// A worker's telephone for tests of its screens: what it keeps is in memory, and it reaches nobody.

import './desk.ts'
import { MapStore } from './stores.ts'

const { acts, own } = await import('../src/lib/own.ts')
const { Outbox } = await import('../src/lib/outbox.ts')
const { Drafts } = await import('../src/lib/drafts.ts')
const { Seen } = await import('../src/lib/seen.ts')
const NOBODY = { send: async () => ({ status: 0 }), post: async () => ({ status: 0 }), now: Date.now, random: () => 1, alone: async (work: () => Promise<void>) => work() }

/** A new one of Wang's; what it has `seen` is to be stopped in the end. */
export function telephone() {
  const store = new MapStore()
  const outbox = new Outbox('wang', store, NOBODY)
  const seen = new Seen('wang', store)
  own.value = { person: 'wang', outbox, drafts: new Drafts('wang', store), seen }
  outbox.watch(now => { acts.value = now })
  return { outbox, seen }
}
