import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { seen } from './desk.ts'
import { draw } from './dom.ts'

const { Numbers } = await import('../src/shell/ops/wall.tsx')
after(() => draw(null))

const rows = Array.from({ length: 100 }, (_, no) => ({ id: `i${no}`, stage: no % 2 ? 'dispatched' : 'acknowledged', priority: no < 4 ? 'P1' : 'P3', overdue: no < 3 }))
const numbers = async (more: boolean): Promise<string[]> =>
  (await seen('community_worker', Numbers as never, { of: rows, more })).tagged('dd').map(one => one.textContent)

test('the wall counts what is open, urgent and untaken, untaken, overdue', async () => {
  assert.deepEqual(await numbers(false), ['100', '2', '50', '3'])
})

test('where more are open than it looks at, each number says that it is the least', async () => {
  assert.deepEqual(await numbers(true), ['100+', '2+', '50+', '3+'])
})
