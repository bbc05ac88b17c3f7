import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, fill, HERE, press, seen, settled } from './desk.ts'
import { draw, type FakeNode } from './dom.ts'

process.env.TZ = 'America/New_York' // whatever the zone of the desk is
const { Upkeep } = await import('../src/shell/ops/upkeep/asset.tsx')
after(() => draw(null))

const DUTY = { id: 'd', asset_id: 'LT-1', name: '1号梯', row: 'LF1', what: 'maintain', zh: '维护保养', en: 'Maintain', stage: 'planned', due_on: null, last_done: null, done_by: null, idle: false, failed: false, waiting: null, hazard_id: null, article: '', verified: true, every: { days: 15 } }

test('when a lift was maintained is a time of the city, from which its fifteen days count', async () => {
  city.answer = path => ({ items: path.endsWith('/upkeep') ? [DUTY] : [], next: null })
  const page = await seen('property_manager', Upkeep as never, { of: { id: 'LT-1', community: HERE, version: 1 } })
  await fill(page, { 'done-at': '2026-03-05T08:30', 'done-by': '电梯公司' })
  await press(page, '登记维护检验')
  assert.deepEqual(city.sent.map(([, body]) => [body.row, body.done_at]), [['LF1', '2026-03-05T00:30:00.000Z']])
})

test('what is entered waits for its photographs', async () => {
  Object.assign(globalThis, { createImageBitmap: () => new Promise(() => {}) }) // is made small for ever
  city.sent.length = 0
  const page = await seen('property_manager', Upkeep as never, { of: { id: 'LT-1', community: HERE, version: 1 } })
  await fill(page, { 'done-at': '2026-03-05T08:30', 'done-by': '电梯公司' })
  const chosen = page.all(one => one.id === 'done-photos-file')[0] as FakeNode
  chosen.files = [new File([new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0x0b, 0xb8, 0x0f, 0xa0, 3])], 'a.jpg')]
  chosen.fire('change')
  await settled()
  await press(page, '登记维护检验')
  assert.deepEqual(city.sent, [])
  assert.match(page.textContent, /照片还没有全部传上/)
})
