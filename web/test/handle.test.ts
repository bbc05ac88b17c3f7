import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, press, seen } from './desk.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const { Handle } = await import('../src/shell/ops/incident/handle.tsx')
after(() => draw(null))

test('of photographs that the city has, those of this round are named', async () => {
  const evidence = [{ id: 'old', offered_at: '2026-03-05T08:05:00Z' }, { id: 'new', offered_at: '2026-03-05T08:20:00Z' }]
  const page = await seen('grid_worker', Handle as never, { of: { id: 'i', raised_at: '2026-03-05T08:00:00Z', reopened_at: '2026-03-05T08:10:00Z', evidence }, again() {} })
  const note = page.tagged('textarea')[0] as FakeNode
  note.value = '井盖已复位'
  note.fire('input')
  await drawn()
  await press(page, '已处置')
  assert.deepEqual(city.sent, [['POST /v1/incidents/i/handlings', { note: '井盖已复位', evidence: ['new'] }]])
})
