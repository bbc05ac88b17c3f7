// When an outbox tries: at once, when the network returns, and as its acts become due.

import { later } from './later.ts'
import type { Outbox } from './outbox.ts'

export interface World {
  online(): boolean
  /** Calls when the network may be back or the page is seen again; returns how to stop. */
  onReturn(listener: () => void): () => void
  later(ms: number, work: () => void): () => void
  now(): number
}

const SOON = 1000 // never more often, whatever is due
const LOOK = 60_000 // `online` is not always told

export interface Pump {
  /** Something was kept, or somebody signed in. */
  wake(): void
  stop(): void
}

export function pump(outbox: Outbox, world: World): Pump {
  let cancel = () => {}
  let stopped = false

  async function turn(back: boolean): Promise<void> {
    cancel()
    if (world.online()) await (back ? outbox.back() : outbox.flush()).catch(report)
    const due = await outbox.due().catch(() => null)
    if (stopped) return
    cancel()
    const wait = due === null ? LOOK : Math.min(LOOK, Math.max(SOON, due - world.now()))
    cancel = world.later(wait, () => void turn(false))
  }

  const unhear = world.onReturn(() => void turn(true))
  void turn(true)
  return {
    wake: () => void turn(false),
    stop() {
      stopped = true
      unhear()
      cancel()
    },
  }
}

/** The acts stay where they are; the next turn tries again. */
function report(error: unknown): void {
  console.error('outbox', error)
}

export const page: World = {
  online: () => navigator.onLine,
  onReturn(listener) {
    const seen = () => document.hidden || listener()
    addEventListener('online', listener)
    document.addEventListener('visibilitychange', seen)
    return () => {
      removeEventListener('online', listener)
      document.removeEventListener('visibilitychange', seen)
    }
  },
  later,
  now: Date.now,
}
