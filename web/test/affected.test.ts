import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, fill, press, seen } from './desk.ts'
import { draw, type FakeNode } from './dom.ts'

const { default: Screen } = await import('../src/shell/ops/incident/affected.tsx')
after(() => draw(null))
const ANNA = { id: 'r1', name: '王桂兰', phone: '17000000042', need: '吸氧', why: '转移', by: 'li', at: '2026-03-05T00:10:00Z' }
const LOOKS = { items: [{ id: 'l1', by: 'li', purpose: 'incident', records: 1, at: '2026-03-05T00:20:00Z' }], next: null, count: 1, reviewed: null, destroy_at: null, destroyed_at: null, rule: null }
let asked: string[] = []

function open(role: string, looks: object = {}, closed_at: string | null = null): Promise<FakeNode> {
  city.answer = path => {
    const what = path.split('/').at(-1) ?? ''
    asked.push(what)
    return what === 'looks' ? { ...LOOKS, ...looks } : what === 'records' ? { items: [ANNA], next: null } : { id: 'i', closed_at, timeline: [], names: {} }
  }
  return seen(role, Screen as never, { params: { id: 'i' } })
}
const buttons = (page: FakeNode): string[] => page.tagged('main')[0]?.tagged('button').map(one => one.textContent) ?? ['no page']
beforeEach(() => {
  asked = []
  city.sent.length = 0
})

test('nobody is shown before somebody asks for it, and then who looked is seen', async () => {
  const page = await open('community_worker')
  assert.deepEqual([asked.includes('records'), page.textContent.includes(ANNA.name)], [false, false])
  await press(page, '查看名单（留下记录）')
  assert.match(page.textContent, /王桂兰.*吸氧/)
  assert.equal(asked.filter(what => what === 'looks').length, 2)
})

test('a person is recorded with what they need and why, and with no number that is none', async () => {
  const page = await open('grid_worker')
  assert.ok(!asked.includes('looks'), 'who looked is for those who oversee it')
  await fill(page, { name: ANNA.name, phone: '隔壁', need: ANNA.need, why: ANNA.why })
  await press(page, '登记一人')
  assert.deepEqual(city.sent, [])
  await fill(page, { phone: '' })
  await press(page, '登记一人')
  assert.deepEqual(city.sent, [['POST /v1/incidents/i/records', { name: ANNA.name, phone: null, need: ANNA.need, why: ANNA.why }]])
  assert.equal(page.all(node => node.id === 'name')[0]?.value, '')
})

test('after the end nothing is shown or added; an official may keep it longer, once', async () => {
  const over = '2026-03-06T00:00:00Z'
  const page = await open('official', { destroy_at: '2026-03-13T00:00:00Z' }, over)
  assert.deepEqual(buttons(page), ['延长保留'])
  await fill(page, { days: '14', [page.tagged('textarea')[0]?.id ?? '']: '配合调查' })
  await press(page, '延长保留')
  assert.deepEqual(city.sent, [['POST /v1/incidents/i/records/reviews', { reason: '配合调查', days: 14 }]])
  const reviewed = { reason: '配合调查', by: 'xue', until: over, at: over }
  assert.deepEqual(buttons(await open('official', { reviewed }, over)), [])
})
