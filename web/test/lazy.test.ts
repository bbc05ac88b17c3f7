// A part that is fetched before it is shown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seen, settled } from './desk.ts'

const { h } = await import('preact')
const { lazy } = await import('../src/lib/lazy.ts')
const Part = { default: () => h('p', null, 'the part') }

test('is fetched ahead, and shown when its turn comes', async () => {
  const asked: string[] = []
  const Lazy = lazy(() => (asked.push('part'), Promise.resolve(Part)))
  Lazy.ahead()
  assert.deepEqual(asked, ['part'])
  await settled()
  assert.match((await seen('resident', Lazy, {})).textContent, /the part/)
  assert.deepEqual(asked, ['part'], 'it is fetched once')
})

test('what could not be fetched ahead is asked for again', async () => {
  let isThere = false
  const Lazy = lazy(() => (isThere ? Promise.resolve(Part) : Promise.reject(new Error('no network'))))
  Lazy.ahead()
  isThere = true
  assert.match((await seen('resident', Lazy, {})).textContent, /the part/)
})
