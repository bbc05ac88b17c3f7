import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, fill, HERE, press, seen, settled } from './desk.ts'
import { draw, type FakeNode } from './dom.ts'

const { default: New } = await import('../src/shell/ops/assets/entering/new.tsx')
const { default: Revise } = await import('../src/shell/ops/assets/entering/revise.tsx')
const { Past } = await import('../src/shell/ops/assets/past.tsx')
const { Problem } = await import('../src/lib/problem.ts')
after(() => draw(null))
const NONE = { grid: null, building: null, zone: null, maker: null, model: null, serial: null, made: null, installed: null, inspection_due: null, end_of_life: null, parent: null, part: null, links: [], certified: [] }
const CARD = { name: '东门警铃', address: '东门', point: { lat: 37.87, lon: 112.55 } }
const SIREN = { ...NONE, ...CARD, id: 'SI-1', kind: 'siren', community: HERE, version: 4, state: 'in_use', inspection_due: '2026-05-01', links: ['FP-1', 'BC-2'], commands: [{ command: 'sound', certified: false, by: [] }, { command: 'silence', certified: false, by: [] }] }
beforeEach(() => {
  city.sent.length = 0
  city.answer = () => ({})
  city.refusal = undefined
})
const typed = { 'asset-kind': 'siren', 'asset-id': ' SI-1 ', 'asset-name': '东门警铃', 'asset-address': '东门', 'asset-lat': '37.87', 'asset-lon': '112.55' }
const toFields = (page: FakeNode): (string | undefined)[] => page.tagged('a').map(one => one.getAttribute('href') ?? one.href).filter(to => to?.startsWith('#'))
const open = (of: object = {}) => seen('property_manager', Revise, { of: { ...SIREN, ...of }, again: () => {} })

test('one asset is registered as it was typed, and led to', async () => {
  const page = await seen('property_manager', New, {})
  await fill(page, { ...typed, 'asset-links': 'FP-1、BC-2', 'asset-made': '2025-01-02' })
  await press(page, '登记设施')
  assert.deepEqual(city.sent, [['POST /v1/facilities/assets', { ...NONE, ...CARD, made: '2025-01-02', links: ['FP-1', 'BC-2'], id: 'SI-1', kind: 'siren', community: HERE }]])
  assert.equal(new URL(location.href).pathname, '/ops/assets/n1')
})

test('what is missing or no place on earth is said at its field before anything is sent', async () => {
  const page = await seen('property_manager', New, {})
  await fill(page, { ...typed, 'asset-id': '', 'asset-lat': '137' })
  await press(page, '登记设施')
  assert.deepEqual([city.sent, toFields(page)], [[], ['#asset-id', '#asset-lat']])
})

test('what the city finds wrong is said at its field, in its words, and what was typed stays', async () => {
  const page = await seen('city_operator', New, {})
  await fill(page, typed)
  city.refusal = new Problem(422, 'dates-out-of-order', '日期先后有误', [{ pointer: '/body/installed', code: 'dates-out-of-order' }])
  await press(page, '登记设施')
  assert.deepEqual([toFields(page), page.textContent.includes('日期先后有误')], [['#asset-installed'], true])
  city.refusal = new Problem(409, 'already-registered', '该编号已登记,且内容不同')
  await press(page, '登记设施')
  assert.deepEqual(toFields(page), ['#asset-id'])
  city.refusal = new Problem(403, 'forbidden', '不得办理')
  await press(page, '登记设施')
  assert.deepEqual([toFields(page), page.textContent.includes('不得办理')], [[], true])
  assert.equal(page.all(node => node.id === 'asset-name')[0]?.value, '东门警铃')
})

test('who does not keep the register is told who does', async () => {
  assert.match((await seen('grid_worker', New, {})).textContent, /由物业经理和城市运维员登记/)
})

test('what an asset is certified for is chosen of the commands of its kind', async () => {
  const page = await open()
  const box = page.tagged('label').find(one => one.textContent === '鸣响')?.tagged('input')[0] as FakeNode
  box.checked = true
  box.fire('change')
  await settled()
  await press(page, '保存')
  assert.deepEqual(city.sent, [['PUT /v1/facilities/assets/SI-1', { ...NONE, ...CARD, inspection_due: '2026-05-01', links: ['FP-1', 'BC-2'], certified: ['sound'], reason: null }]])
})

test('nobody moves the day of an inspection without saying why', async () => {
  const page = await open()
  await fill(page, { 'asset-inspection_due': '2026-09-01' })
  await press(page, '保存')
  assert.deepEqual([city.sent, toFields(page)], [[], ['#asset-reason']])
  await fill(page, { 'asset-reason': '检验机构改期' })
  await press(page, '保存')
  assert.deepEqual([city.sent[0]?.[1].inspection_due, city.sent[0]?.[1].reason], ['2026-09-01', '检验机构改期'])
  assert.doesNotMatch((await open({ inspection_due: null })).textContent, /为什么变更/)
})

test('what was changed of an asset is told in words, not by the names of its fields', async () => {
  const changes = [{ field: 'certified', before: null, after: 'sound silence' }, { field: 'state', before: 'in_use', after: 'out_of_service' }, { field: 'maker', before: '甲', after: '乙' }]
  city.answer = () => ({ items: [{ id: 'l1', what: 'revised', at: '2026-03-05T00:10:00Z', by: 'li', changes }], next: null })
  const page = await seen('property_manager', Past, { id: 'SI-1', version: 4 })
  assert.match(page.textContent, /可自动执行：— → 鸣响、消音 · 状态：在用 → 停用 · 厂家：甲 → 乙/)
})
