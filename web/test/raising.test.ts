import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, fill, HERE, press, seen } from './desk.ts'
import { draw } from './dom.ts'

const { default: Screen } = await import('../src/shell/ops/raising.tsx')
after(() => draw(null))
const kind = (id: string, zh: string) => ({ id, zh, en: id, cap: 'Other', grading: 'no-table', article: '', mark: 'C', verified: true, effective_from: '2024-11-01' })
beforeEach(() => {
  city.sent.length = 0
  city.answer = () => ({ items: [kind('S2', '旧名'), kind('S2', '群体性事件'), kind('A6', '火灾事故')] })
})
const open = () => seen('community_worker', Screen, {})

test('what somebody called in is raised as it was told, and led to', async () => {
  const page = await open()
  assert.deepEqual(page.tagged('option').map(one => one.textContent).filter(text => /^[SA]\d/.test(text)), ['S2 群体性事件', 'A6 火灾事故'], 'each kind once')
  await fill(page, { category: 'S2', priority: 'P1', what: ' 门口有人聚集 ', address: '3号楼下', 'learned-at': '2026-03-05T08:00' })
  await press(page, '登记并派人')
  const body = {
    community: HERE, category: 'S2', priority: 'P1', what: '门口有人聚集', address: '3号楼下', building: null,
    happened_at: null, learned_at: '2026-03-05T00:00:00.000Z', drill: false,
  }
  assert.deepEqual(city.sent, [['POST /v1/incidents', body]])
  assert.equal(new URL(location.href).pathname, '/ops/e/n1')
})

test('what is missing is said before anything is sent, and what was written stays', async () => {
  const page = await open()
  await fill(page, { what: '有烟味' })
  await press(page, '登记并派人')
  assert.deepEqual(city.sent, [])
  const links = page.tagged('a').map(one => one.getAttribute('href') ?? one.href)
  assert.deepEqual(links.filter(to => to?.startsWith('#')), ['#category', '#address'])
  assert.equal(page.all(node => node.id === 'what')[0]?.value, '有烟味')
})
