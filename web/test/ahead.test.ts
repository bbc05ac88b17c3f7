import assert from 'node:assert/strict'
import { test } from 'node:test'
import { city, HERE } from './desk.ts'
import { MapStore } from './stores.ts'
import type { Own } from '../src/lib/own.ts'
import type { Today } from '../src/shell/work/ask.ts'

const { Problem } = await import('../src/lib/problem.ts')
const { Seen } = await import('../src/lib/seen.ts')
const { ahead } = await import('../src/shell/work/ahead.ts')
const { OPEN, today } = await import('../src/shell/work/ask.ts')

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
  await ahead({ seen } as Own, HERE, { tasks: mine, patrols: [], plans: [], more: false } as unknown as Today)
  assert.deepEqual(asked, [1, 2].map(n => `/v1/facilities/hazards/${id(n)}`))
  assert.ok(await seen.last(`hazard/${id(1)}`))
  assert.equal(await seen.last(`hazard/${id(2)}`), undefined)
})

test('what is to be verified is fetched after one’s own, with what says how', async () => {
  const asked: string[] = []
  city.answer = path => {
    asked.push(path)
    return { items: [] }
  }
  const verify = { sort: 'incident', mine: false, todo: 'verify', of: { id: id(8), hazard_id: id(9), version: 1 } }
  const one = own()
  await ahead(one, HERE, { tasks: [verify, mine[0]], patrols: [], plans: [], more: false } as unknown as Today)
  assert.deepEqual(asked.slice(0, 3), [`/v1/facilities/hazards/${id(1)}`, `/v1/incidents/${id(8)}`, `/v1/facilities/hazards/${id(9)}`])
  assert.ok(await one.seen.last(`hazard/${id(9)}`))
})

const PAGE = 50
const row = (n: number) => ({ id: `i${n}`, stage: 'dispatched', priority: 'P2', assignee: n === 120 ? 'wang' : 'li' })

/** A community in which so many incidents are open, page by page. */
function lives(open: number): string[] {
  const asked: string[] = []
  city.answer = (path, query) => {
    asked.push(path)
    const from = Number(query.get('after'))
    if (path === '/v1/incidents') return { items: Array.from({ length: Math.min(PAGE, open - from) }, (_, n) => row(from + n)), next: from + PAGE < open ? String(from + PAGE) : null }
    return { items: [], next: null, today: [] }
  }
  return asked
}

const own = (): Own => ({ seen: new Seen('wang', new MapStore()) }) as Own

test('what is somebody’s is found however much of others’ is open before it', async () => {
  lives(130)
  const found = await today(own(), HERE, 'wang', ['grid_worker'])
  assert.deepEqual(found.tasks.map(one => one.of.id), ['i120'])
  assert.equal(found.more, false)
})

test('of far too much a part is looked through, and the list says so', async () => {
  const asked = lives(10_000)
  const found = await today(own(), HERE, 'wang', ['grid_worker'])
  assert.deepEqual([found.more, asked.filter(one => one === '/v1/incidents').length], [true, OPEN / PAGE])
})

test('who signs out while his tasks are looked for asks for no further page', async () => {
  const asked = lives(10_000)
  const one = own()
  const found = today(one, HERE, 'wang', ['grid_worker'])
  one.seen.stop()
  await assert.rejects(found, error => error instanceof Problem && error.status === 401)
  assert.deepEqual([...new Set(asked)].length, asked.length)
})
