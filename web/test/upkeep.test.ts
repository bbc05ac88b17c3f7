import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, fill, HERE, press, seen } from './desk.ts'
import { draw } from './dom.ts'

process.env.TZ = 'America/New_York' // whatever the zone of the desk is
const { Upkeep } = await import('../src/shell/ops/upkeep/asset.tsx')
after(() => draw(null))

test('when a lift was maintained is a time of the city, from which its fifteen days count', async () => {
  const duty = { id: 'd', asset_id: 'LT-1', name: '1号梯', row: 'LF1', what: 'maintain', zh: '维护保养', en: 'Maintain', stage: 'planned', due_on: null, last_done: null, done_by: null, idle: false, failed: false, waiting: null, hazard_id: null, article: '', verified: true, every: { days: 15 } }
  city.answer = path => ({ items: path.endsWith('/upkeep') ? [duty] : [], next: null })
  const page = await seen('property_manager', Upkeep as never, { of: { id: 'LT-1', community: HERE, version: 1 } })
  await fill(page, { 'done-at': '2026-03-05T08:30', 'done-by': '电梯公司' })
  await press(page, '登记维护检验')
  assert.deepEqual(city.sent.map(([, body]) => [body.row, body.done_at]), [['LF1', '2026-03-05T00:30:00.000Z']])
})
