import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { seen } from './desk.ts'
import { draw } from './dom.ts'

const { Same } = await import('../src/shell/ops/hazards/same.tsx')
after(() => draw(null))

test('what may be the same is shown with its photographs, by which it is told apart', async () => {
  const other = { id: 'b', category: 'hydrant', state: 'open', metres: 20, minutes: 5, building: null, photos: [{ id: 'p', sha256: 'x', address: 'https://city.test/p.jpg' }] }
  const page = await seen('community_worker', Same as never, { of: { id: 'a', members: [], candidates: [other], led_by: 'ledger', version: 1 }, again() {} })
  assert.deepEqual(page.tagged('img').map(one => one.getAttribute('src') ?? one.src), ['https://city.test/p.jpg'])
})
