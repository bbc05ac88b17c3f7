// What this device keeps for who is signed in: acts that wait, drafts, what was last seen. It is
// his as long as he is known, also while he must prove himself again.

import { computed, effect, signal } from '@preact/signals'
import type { Act } from './acts.ts'
import { session } from './auth.ts'
import { Drafts } from './drafts.ts'
import { Outbox } from './outbox.ts'
import { page, type Pump, pump } from './pump.ts'
import { Seen } from './seen.ts'
import { browser } from './sending.ts'
import { IndexedDb } from './store.ts'

export interface Own {
  person: string
  outbox: Outbox
  drafts: Drafts
  seen: Seen
}

const store = new IndexedDb()
export const own = signal<Own | null>(null)
export const acts = signal<Act[]>([])
export const unsent = computed(() => acts.value.filter(act => act.state !== 'sent'))
let running: Pump | undefined
let unwatch = (): void => {}

effect(() => {
  const { state, sub } = session.value
  if (state === 'unsure') return // until he says that it is he, nothing here is his
  if (sub === own.peek()?.person) return
  running?.stop()
  own.peek()?.seen.stop()
  unwatch()
  own.value = sub ? of(sub) : null
  acts.value = []
  if (!own.value) return
  const { outbox, seen } = own.value
  void seen.tidy().catch(() => {}) // where nothing can be kept, nothing is
  unwatch = outbox.watch(now => (acts.value = now))
  running = pump(outbox, page)
})

/** Something was kept, or decided: it is sent as soon as it can be. */
export const wake = (): void => running?.wake()

/** At sign-out. What was not sent stays until this person comes back, unless he said otherwise. */
export async function forget(person: string, everything = false): Promise<void> {
  const { outbox, drafts, seen } = of(person)
  await Promise.allSettled([outbox.signOut(everything), drafts.erase(), seen.erase()])
}

export interface Left {
  acts: Act[]
  drafts: number
}

/** What a sign-out would leave here, or take away: asked about before it is. */
export async function left(): Promise<Left> {
  if (!own.value) return { acts: [], drafts: 0 }
  const { outbox, drafts } = own.value
  const all = await outbox.acts().catch(() => [])
  return { acts: all.filter(act => act.state !== 'sent'), drafts: await drafts.count().catch(() => 0) }
}

function of(person: string): Own {
  return { person, outbox: new Outbox(person, store, browser), drafts: new Drafts(person, store), seen: new Seen(person, store) }
}
