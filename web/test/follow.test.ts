import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { city, HERE, settled } from './desk.ts'
import { draw } from './dom.ts'
import type { Loaded } from '../src/lib/load.ts'

const { h } = await import('preact')
const { useFollowed } = await import('../src/lib/follow.ts')
const { PHONE } = await import('../src/lib/live.ts')

let returns: (() => void)[] = []
document.addEventListener = ((_: string, listener: () => void) => void returns.push(listener)) as never
afterEach(async () => {
  await draw(null)
  returns = []
})

/** A screen that follows a feed, in which nothing happens unless told; the list as the city gives it, time after time. */
async function follows(gives: () => Promise<number>, feed: () => object[] = () => []): Promise<{ shown: Loaded<number> }> {
  const it = {} as { shown: Loaded<number> }
  city.answer = () => ({ items: feed(), next: 'n' })
  const Screen = () => {
    it.shown = useFollowed(gives, { community: HERE, features: ['incidents'], every: PHONE })
    return null
  }
  await draw(h(Screen, null))
  await settled()
  return it
}

async function comesBack(): Promise<void> {
  const before = Date.now()
  while (Date.now() === before); // so that what is heard now has another time
  for (const listener of [...returns]) listener()
  await settled()
}

test('a list that is seen again is asked for again, also if its feed has nothing new', async () => {
  let asked = 0
  const it = await follows(async () => ++asked)
  const first = it.shown.at ?? Number.NaN
  await comesBack()
  assert.equal(it.shown.data, 2)
  assert.ok((it.shown.at ?? 0) > first)
})

test('facts that come while a list is read have it read once more, and what was read is shown', async () => {
  const reads: ((value: number) => void)[] = []
  let facts = 0
  const it = await follows(() => new Promise(done => reads.push(done)), () => [{ id: `f${(facts += 1)}`, at: '2026-11-27T10:00:00Z' }])
  for (let n = 0; n < 3; n += 1) {
    returns.at(-1)?.() // the feed's alone
    await settled()
  }
  assert.deepEqual([facts, reads.length], [4, 2])
  reads.forEach((done, n) => done(n))
  await settled()
  assert.deepEqual([it.shown.data, reads.length], [1, 3])
})

test('a list is as old as it was read, however lately its feed was', async () => {
  let asked = 0
  const it = await follows(async () => {
    if (++asked > 1) throw null
    return 1
  })
  const first = it.shown.at
  await comesBack()
  assert.deepEqual([it.shown.data, it.shown.at, it.shown.problem?.code], [1, first, 'offline'])
})
