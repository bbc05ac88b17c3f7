import assert from 'node:assert/strict'
import { test } from 'node:test'
import { city, HERE } from './desk.ts'
import { MapStore } from './stores.ts'
import type { Own } from '../src/lib/own.ts'
import type { Today } from '../src/shell/work/ask.ts'

const { Seen } = await import('../src/lib/seen.ts')
const { ahead } = await import('../src/shell/work/ask.ts')

const id = (n: number): string => String(n).repeat(26)
const mine = [1, 2, 3].map(n => ({ sort: 'hazard', mine: true, of: { id: id(n), version: 1 } }))

test('who signs out while his tasks are fetched ahead asks for nothing more', async () => {
  const seen = new Seen('wang', new MapStore())
  const asked: string[] = []
  city.answer = path => {
    asked.push(path)
    if (asked.length === 2) seen.stop()
    return { version: 1 }
  }
  await ahead({ seen } as Own, HERE, { tasks: mine, patrols: [], plans: [] } as unknown as Today)
  assert.deepEqual(asked, [1, 2].map(n => `/v1/facilities/hazards/${id(n)}`))
  assert.ok(await seen.last(`hazard/${id(1)}`))
  assert.equal(await seen.last(`hazard/${id(2)}`), undefined)
})
