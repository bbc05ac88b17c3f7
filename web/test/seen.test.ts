import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LASTS, MOST, Seen } from '../src/lib/seen.ts'
import { MapStore } from './stores.ts'

test('what was seen is there with its age, for its person alone', async () => {
  const store = new MapStore()
  const seen = new Seen('wang-lei', store, () => 7)
  await seen.keep('today', [1])
  assert.deepEqual([(await seen.last<number[]>('today'))?.data, (await seen.last('today'))?.at], [[1], 7])
  assert.equal(await new Seen('li-na', store).last('today'), undefined)
})

test('it is gone at sign-out, and another’s stays', async () => {
  const store = new MapStore()
  const [mine, other] = [new Seen('wang-lei', store), new Seen('li-na', store)]
  await mine.keep('today', [1])
  await other.keep('today', [2])
  await mine.erase()
  assert.equal(await mine.last('today'), undefined)
  assert.deepEqual((await other.last<number[]>('today'))?.data, [2])
})

test('what is answered after the sign-out is not kept', async () => {
  const seen = new Seen('wang-lei', new MapStore())
  seen.stop()
  await seen.keep('today', [1])
  assert.equal(await seen.last('today'), undefined)
})

test('a full disk loses nothing that the city does not know', async () => {
  const store = new MapStore()
  store.broken = 'full'
  await new Seen('wang-lei', store).keep('today', [1])
  assert.equal(await new Seen('wang-lei', store).last('today'), undefined)
})

test('after a week it is gone, also where nobody tidied', async () => {
  const store = new MapStore()
  let now = 0
  const seen = new Seen('wang-lei', store, () => now)
  await seen.keep('today', [1])
  now = LASTS - 1
  assert.deepEqual((await seen.last<number[]>('today'))?.data, [1])
  now = LASTS
  assert.equal(await seen.last('today'), undefined)
  await seen.tidy()
  assert.equal(store.tables.seen.size, 0)
})

test('what a clock that ran ahead kept does not stay for ever', async () => {
  const store = new MapStore()
  await new Seen('wang-lei', store, () => 9 * LASTS).keep('today', [1])
  const seen = new Seen('wang-lei', store, () => LASTS)
  await seen.tidy()
  assert.equal(store.tables.seen.size, 0)
})

test('of too much the newest stays', async () => {
  const store = new MapStore()
  let now = 0
  const seen = new Seen('wang-lei', store, () => (now += 1))
  for (let n = 0; n < MOST + 5; n++) await seen.keep(`incident/${n}`, n)
  await seen.tidy()
  assert.equal(store.tables.seen.size, MOST)
  assert.equal(await seen.last('incident/4'), undefined)
  assert.equal((await seen.last('incident/5'))?.data, 5)
})

test('who signs in finds nothing of what another was shown here', async () => {
  const store = new MapStore()
  await new Seen('wang-lei', store).keep('today', [1])
  await new Seen('zhou-tao', store).keep('today', [3])
  const mine = new Seen('sun-mei', store)
  await mine.keep('today', [2])
  await mine.tidy()
  assert.deepEqual([...store.tables.seen.values()].map(row => row.person), ['sun-mei'])
})
