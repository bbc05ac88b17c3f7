import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, fill, HERE, press, seen } from './desk.ts'
import { draw } from './dom.ts'

process.env.TZ = 'America/New_York' // of whoever sits there
const { learning } = await import('../src/lib/i18n.ts')
const { Windows } = await import('../src/shell/ops/devices/rules/windows.tsx')
for (const words of ['devices', 'rules'] as const) await learning(words, Promise.resolve())
after(() => draw(null))
city.answer = () => ({ items: [] })

test('a window begins by the clock on the wall of the city, wherever the screen is', async () => {
  const device = { id: 'PD-001', community: HERE, state: 'active' }
  const page = await seen('community_worker', Windows as never, { device, kind: { safety: false } })
  await fill(page, { 'window-from': '2026-03-05T08:00', 'window-hours': '4', 'window-reason': '更换电池' })
  await press(page, '登记时段')
  const body = { why: 'maintenance', from: '2026-03-05T00:00:00.000Z', until: '2026-03-05T04:00:00.000Z', reason: '更换电池' }
  assert.deepEqual(city.sent, [['POST /v1/devices/PD-001/windows', body]])
})
