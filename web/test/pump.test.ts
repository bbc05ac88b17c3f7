import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Outbox } from '../src/lib/outbox.ts'
import { pump } from '../src/lib/pump.ts'

const settled = () => new Promise(done => setImmediate(done))

function world() {
  return {
    isOnline: true, returned: () => {}, waits: [] as number[], work: () => {}, stopped: 0,
    due: null as number | null, flushed: [] as string[],
    get box() {
      const flush = (name: string) => async () => void this.flushed.push(name)
      return { flush: flush('flush'), back: flush('back'), due: async () => this.due } as unknown as Outbox
    },
    online() { return this.isOnline },
    onReturn(listener: () => void) {
      this.returned = listener
      return () => void (this.stopped += 1)
    },
    later(ms: number, work: () => void) {
      this.waits.push(ms)
      this.work = work
      return () => {}
    },
    now: () => 1000,
  }
}

test('it sends when the page opens, when something is kept, and when the network returns', async () => {
  const it = world()
  const running = pump(it.box, it)
  await settled()
  running.wake()
  await settled()
  it.returned()
  await settled()
  assert.deepEqual(it.flushed, ['back', 'flush', 'back'])
})

test('it comes back when the next act is due, but never in a busy loop', async () => {
  const it = world()
  it.due = 9000
  pump(it.box, it)
  await settled()
  it.due = 0
  it.work()
  await settled()
  it.due = null
  it.work()
  await settled()
  assert.deepEqual(it.waits, [8000, 1000, 60_000])
})

test('without a network it waits, and asks nobody', async () => {
  const it = world()
  it.isOnline = false
  pump(it.box, it)
  await settled()
  assert.deepEqual([it.flushed, it.waits], [[], [60_000]])
})

test('stopped, it plans nothing more', async () => {
  const it = world()
  const running = pump(it.box, it)
  running.stop()
  await settled()
  assert.deepEqual([it.waits, it.stopped], [[], 1])
})
