import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Seen } from '../src/lib/seen.ts'
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
