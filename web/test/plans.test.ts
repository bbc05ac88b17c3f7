import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, fill, HERE, press, seen, settled } from './desk.ts'
import { draw, type FakeNode } from './dom.ts'

const { default: Screen } = await import('../src/shell/ops/plans/screen.tsx')
const { default: One } = await import('../src/shell/ops/plans/one.tsx')
after(() => draw(null))
const ROUND = { id: 'PA1-hydrants', kind: 'hydrant', value: 30, unit: 'd', items: [], article: '', verified: false }
const PLAN = {
  id: 'p1', version: 3, community: HERE, title: '旧计划', row: 'PA1-hydrants', route: ['HY-9'], person: null, grid: null, made_by: 'li', deadline: '2026-03-05T00:00:00Z', overdue: true, walked_at: null, ended: false,
}
const hydrant = (id: string, state = 'in_use') => ({ id, name: id, address: '', state })
beforeEach(() => {
  city.sent.length = 0
  city.answer = path => {
    if (path.endsWith('/rounds')) return { items: [ROUND] }
    if (path.endsWith('/plans')) return { items: [PLAN], next: null }
    return { items: [hydrant('HY-1'), hydrant('HY-2'), hydrant('HY-3', 'retired')], next: null }
  }
})

const tick = async (page: FakeNode, name: string): Promise<void> => {
  const label = page.tagged('label').find(one => one.textContent.includes(name))
  const box = label?.tagged('input')[0] as FakeNode
  box.checked = true
  box.fire('change')
  await settled()
}

test('a plan is made with its route in the order of walking, without what is retired', async () => {
  const page = await seen('property_manager', Screen, {})
  await fill(page, { title: ' 坞城消火栓 ', round: 'PA1-hydrants' })
  await settled()
  assert.ok(!page.textContent.includes('HY-3'))
  await tick(page, 'HY-2')
  await tick(page, 'HY-1')
  await press(page, '新建计划')
  assert.deepEqual(city.sent, [['POST /v1/facilities/plans', { community: HERE, title: '坞城消火栓', row: 'PA1-hydrants', route: ['HY-2', 'HY-1'], person: null }]])
})

test('what is missing is said before anything is sent', async () => {
  const page = await seen('property_manager', Screen, {})
  await fill(page, { title: '甲', round: 'PA1-hydrants' })
  await press(page, '新建计划')
  assert.deepEqual([city.sent, page.textContent.includes('请至少选一处')], [[], true])
})

test('a plan is ended as it stands, by who manages it alone', async () => {
  const page = await seen('property_manager', Screen, {})
  await press(page, '终止')
  const { title, row, route, person, grid } = PLAN
  assert.deepEqual(city.sent, [['PUT /v1/facilities/plans/p1', { title, row, route, person, grid, ended: true }]])
  const other = await seen('community_worker', Screen, {})
  assert.ok(other.textContent.includes(PLAN.title))
  assert.doesNotMatch(other.textContent, /终止|新建计划/)
})

test('a route is changed: a place that is no asset any more goes, another comes first', async () => {
  const page = await seen('property_manager', One, { params: { id: 'p1' } })
  await tick(page, 'HY-1')
  await tick(page, 'HY-2')
  const away = page.tagged('label').find(one => one.textContent.includes('HY-9'))?.tagged('input')[0] as FakeNode
  away.checked = false
  away.fire('change')
  await settled()
  await fill(page, { 'stop-0': '1' })
  await press(page, '保存')
  const { title, row, person, grid } = PLAN
  assert.deepEqual(city.sent, [['PUT /v1/facilities/plans/p1', { title, row, route: ['HY-2', 'HY-1'], person, grid, ended: false }]])
})

test('a plan that was ended meanwhile is not changed, nor by who does not manage it', async () => {
  assert.match((await seen('property_manager', One, { params: { id: 'p2' } })).textContent, /没有这一计划，或已终止/)
  assert.match((await seen('community_worker', One, { params: { id: 'p1' } })).textContent, /由物业经理更改/)
})
