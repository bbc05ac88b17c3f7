import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { settled } from './desk.ts'
import { draw, type FakeNode } from './dom.ts'
import { MapStore } from './stores.ts'

const { h } = await import('preact')
const { learning } = await import('../src/lib/i18n.ts')
const { Outbox } = await import('../src/lib/outbox.ts')
const { own } = await import('../src/lib/own.ts')
const { Take } = await import('../src/shell/work/task/take.tsx')
await learning('work', Promise.resolve())
after(() => draw(null))

const LONGEST = 64 // of a key
const FIRE = { id: 'a'.repeat(26), level: 1, kind: 'FD', measure: 'smoke', value: 1, subject: 'FD-1', drill: false }
const [WANG, LI] = ['11111111-2222-4333-8444-555555555555', '11111111-2222-4333-8444-666666666666']

/** Pressed by that person on that telephone. */
async function takes(person: string, store: MapStore): Promise<void> {
  const outbox = new Outbox(person, store, { now: () => 0 } as never)
  own.value = { person, outbox } as never
  const page: FakeNode = await draw(h(Take as never, { of: FIRE } as never))
  page.tagged('button')[0]?.fire('click')
  await settled()
}

test('two people who take the same on one telephone are two acts, and pressed twice is one', async () => {
  const store = new MapStore()
  for (const person of [WANG, LI, LI]) await takes(person, store)
  const acts = [...store.tables.acts.values()]
  assert.deepEqual(acts.map(one => one.person), [WANG, LI])
  assert.ok(acts.every(({ id }) => `${id}-r99`.length <= LONGEST), 'also as a key, sent again and again')
})
