import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, press, seen, settled } from './desk.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const { Acts } = await import('../src/shell/ops/hazards/acts.tsx')
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

const HELD = { id: 'i', raised_at: '2026-03-05T08:00:00Z', reopened_at: null, evidence: [], photos: [], community: '140105001001' }
const photo = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0x0b, 0xb8, 0x0f, 0xa0, 3])], 'a.jpg')

test('an act waits for its photographs: it says that some are under way, and goes without those taken away', async () => {
  Object.assign(globalThis, { createImageBitmap: () => new Promise(() => {}) }) // is made small for ever
  const acts = [
    [Handle, HELD, '已处置'],
    [Acts, { ...HELD, state: 'assigned', assignee: 'li', found_by: 'resident', members: [] }, '已维修'],
  ] as const
  for (const [Screen, of, action] of acts) {
    city.sent.length = 0
    const page = await seen('grid_worker', Screen as never, { of, again() {} })
    const [note, chosen] = [page.tagged('textarea')[0] as FakeNode, page.all(one => one.id.endsWith('-file'))[0] as FakeNode]
    note.value = '井盖已复位'
    note.fire('input')
    chosen.files = [photo]
    chosen.fire('change')
    await settled()
    await press(page, action)
    assert.deepEqual(city.sent, [])
    assert.match(page.textContent, /照片还没有全部传上/)
    await press(page, '删除')
    await press(page, action)
    assert.equal(city.sent.length, 1)
  }
})
