import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, fill, HERE, press, seen, settled } from './desk.ts'
import { draw, type FakeNode } from './dom.ts'

const { learning } = await import('../src/lib/i18n.ts')
const { filter } = await import('../src/lib/router.ts')
const { default: List } = await import('../src/shell/ops/environment/cases/list.tsx')
const { default: One } = await import('../src/shell/ops/environment/cases/one.tsx')
await learning('sight', Promise.resolve())
after(() => draw(null)) // nothing asks again

const noise = {
  id: 'a', station_id: 'NS-1', community: HERE, kind: 'noise', key: 'leq', measure: 'leq', value: 61.24, limit: 50, period: 'night', article: 'GB 3096-2008', verified: true,
  reference: true, primary: [], raises: 'hazard', since: '2026-03-05T14:00:00Z', seen: '2026-03-05T16:00:00Z', cleared_at: null, closed_at: null, ended: null, withdrawn_at: null, reason: null, corrections: [], dissuasions: [] as object[], reported: null as object | null, results: [] as object[], sample_since: null,
}
const withdrawn = { ...noise, id: 'b', station_id: 'NS-2', closed_at: '2026-03-05T17:00:00Z', withdrawn_at: '2026-03-05T17:00:00Z', ended: 'withdrawn', reason: { zh: '当时并未超标', en: 'It was not exceeded' }, corrections: [
  { hour: '2026-03-05T14:00:00Z', was: 61.24, value: 48, at: '2026-03-05T16:30:00Z' },
  { hour: '2026-03-05T15:00:00Z', was: 60, value: null, at: '2026-03-05T17:00:00Z' },
] }
const cells = (page: FakeNode): string[][] => page.tagged('tr').slice(1).map(row => row.tagged('td').map(one => one.textContent))

test('open cases are asked for first, those that are over by the filter, page after page', async () => {
  const asked: string[] = []
  city.answer = (path, query) => {
    if (path !== '/v1/environment/cases') return {}
    asked.push(`${query.get('over')} ${query.get('after')}`)
    return query.get('over') === 'false' ? { items: [noise], next: null } : { items: [query.get('after') ? { ...withdrawn, id: 'c' } : withdrawn], next: query.get('after') ? null : 'n' }
  }
  const page = await seen('grid_worker', List as never, {})
  assert.deepEqual(cells(page).map(row => row.slice(0, 3)), [['等效声级 61.24 dB(A)', 'NS-1', '正在超标']])
  filter({ over: '1' })
  await settled()
  assert.deepEqual(cells(page).map(row => row[2]), ['已撤回 当时并未超标'])
  await press(page, '再列一些')
  assert.equal(cells(page).length, 2)
  assert.deepEqual(asked, ['false ', 'true ', 'true n'])
})

test('of one station only its own are listed, and a page without any says that there may be more', async () => {
  city.answer = (_, query) => (query.get('after') ? { items: [{ ...noise, id: 'd' }], next: null } : { items: [noise], next: 'n' })
  filter({ over: null, station: 'NS-9', community: HERE })
  const page = await seen('grid_worker', List as never, {})
  assert.match(page.textContent, /列出的里面没有，可以再列一些/)
  await press(page, '再列一些')
  assert.match(page.textContent, /没有正在超标的/)
  await press(page, '只看 NS-9：改看全部监测站')
  assert.equal(cells(page).length, 2)
})

const shown = async (of: object, incidents: object[] = [], role = 'auditor'): Promise<FakeNode> => {
  city.answer = (path, query) => {
    if (path === '/v1/incidents') return { items: query.get('stage') === 'open' ? incidents : [], next: null }
    if (path.startsWith('/v1/environment/stations/')) return { name: '西门站', address: '学府街1号', measures: [{ id: 'leq', zh: '等效声级', en: 'level', unit: 'dB(A)', digits: 1, limits: [] }] }
    return of
  }
  return seen(role, One as never, { params: { id: 'a' } })
}

test('a case says what was measured, against which limit, and where it is', async () => {
  const page = await shown(noise)
  assert.match(page.textContent, /西门站 · 学府街1号.*61\.2 dB\(A\) 参考值.*上限夜间 50 dB\(A\)/)
  assert.match(page.textContent, /没有成为事件/)
  assert.doesNotMatch(page.textContent, /补到的数据/)
})

test('late data are told by the hour, the latest first, and what is not known is no number', async () => {
  const page = await shown(withdrawn)
  assert.deepEqual(cells(page).map(row => row.slice(1, 3)), [['60 dB(A)', '没有结果'], ['61.2 dB(A)', '48 dB(A)']])
})

test('an incident that outlives its case is still led to', async () => {
  const page = await shown(withdrawn, [{ id: 'e', hazard_id: 'a', number: '7', merged_into: null }, { id: 'f', hazard_id: 'b', number: '8', merged_into: null }])
  assert.deepEqual(page.tagged('a').filter(one => one.textContent.startsWith('处理事件')).map(one => one.getAttribute('href') ?? one.href), ['/ops/e/f'])
})

const acts = (page: FakeNode): string[] => page.tagged('section').filter(one => one.className.startsWith('act')).map(one => one.tagged('h2')[0]?.textContent ?? '')
const asked = { at: '2026-03-05T14:30:00Z', recorded_at: '2026-03-05T14:40:00Z', by: 'li', party: 'owners_committee', note: '上门劝过' }

test('that somebody asked for quiet is recorded of noise, by who may, unless it never was exceeded', async () => {
  for (const role of ['grid_worker', 'community_worker', 'property_manager']) assert.ok(acts(await shown(noise, [], role)).includes('记录劝阻'), role)
  for (const [of, role] of [[noise, 'official'], [{ ...noise, kind: 'air' }, 'grid_worker'], [withdrawn, 'grid_worker']] as const) assert.ok(!acts(await shown(of, [], role)).includes('记录劝阻'))
  const page = await shown(noise, [], 'property_manager')
  city.sent.length = 0
  await press(page, '记下劝阻')
  assert.match(page.textContent, /请选择.*请填日期和时间.*请写明，至少两个字/)
  await fill(page, { 'dissuaded-by': 'owners_committee', 'dissuaded-at': '2026-03-05T22:30', 'dissuaded-note': ' 上门劝过 ' })
  await press(page, '记下劝阻')
  assert.deepEqual(city.sent, [['POST /v1/environment/cases/a/dissuasions', { party: 'owners_committee', at: '2026-03-05T14:30:00.000Z', note: '上门劝过' }]])
})

test('what was done stands in its order, by whom and when', async () => {
  const page = await shown({ ...noise, dissuasions: [{ ...asked, party: 'property_manager', recorded_at: '2026-03-05T15:00:00Z', by: 'wang' }, asked] })
  assert.deepEqual(page.tagged('li').map(one => one.tagged('strong')[0]?.textContent), ['业委会已劝阻', '物业已劝阻'])
  assert.match(page.textContent, /业委会已劝阻 · 您劝阻时间.*上门劝过/)
})

test('a case is reported once, by a community worker who is sure; noise after somebody asked for quiet', async () => {
  const first = await shown(noise, [], 'community_worker')
  assert.match(first.textContent, /噪声要先劝阻并记录/)
  assert.equal(first.all(node => node.id === 'reported-to').length, 0)
  const reported = { department: '派出所', note: '劝阻无效', by: 'li', at: '2026-03-05T15:00:00Z' }
  const air = { ...noise, kind: 'air' }
  for (const [of, role] of [[{ ...air, reported }, 'community_worker'], [{ ...air, withdrawn_at: air.seen }, 'community_worker'], [air, 'grid_worker'], [air, 'official']] as const) assert.ok(!acts(await shown(of, [], role)).includes('报告主管部门'))
  const page = await shown({ ...noise, dissuasions: [asked] }, [], 'community_worker')
  city.sent.length = 0
  await press(page, '记下报告')
  assert.match(page.textContent, /请填部门.*请写明，至少两个字/)
  await fill(page, { 'reported-to': ' 派出所 ', 'reported-note': '劝阻无效' })
  assert.match(page.tagged('dialog')[0]?.textContent ?? '', /已报告“派出所”？/)
  assert.equal(city.sent.length, 0)
  await press(page.tagged('dialog')[0] as FakeNode, '记下报告')
  assert.deepEqual(city.sent, [['POST /v1/environment/cases/a/reports', { department: '派出所', note: '劝阻无效' }]])
  assert.match((await shown({ ...air, reported })).textContent, /已报告派出所 · 您劝阻无效/)
})

test("a laboratory's result is entered by an official, as long as the water is in question", async () => {
  const water = { ...noise, kind: 'water', key: 'water', measure: 'ph', period: null }
  const over = { ...water, closed_at: water.seen, ended: 'closed', reason: { zh: '已办结', en: 'Closed' } }
  for (const [of, role] of [[water, 'community_worker'], [noise, 'official'], [over, 'official']] as const) assert.deepEqual(acts(await shown(of, [], role)).filter(one => one === '录入检测结果'), [])
  assert.deepEqual(acts(await shown({ ...over, ended: 'not_measured' }, [], 'official')), ['录入检测结果'])
  const page = await shown(water, [], 'official')
  city.sent.length = 0
  await press(page, '录入结果')
  assert.match(page.textContent, /请选择.*请填检测机构.*请填样品编号.*请填日期和时间/)
  await fill(page, { outcome: 'unsafe', laboratory: '市疾控中心', sample: 'S-1', 'sampled-at': '2026-03-05T22:30' })
  assert.match(page.tagged('dialog')[0]?.textContent ?? '', /录入样品 S-1 的结果？.*立即成为事件/)
  await press(page.tagged('dialog')[0] as FakeNode, '录入结果')
  assert.deepEqual(city.sent, [['POST /v1/environment/cases/a/results', { outcome: 'unsafe', laboratory: '市疾控中心', sample: 'S-1', sampled_at: '2026-03-05T14:30:00.000Z', note: '' }]])
  const results = [{ ...city.sent[0]?.[1], by: 'li', entered_at: '2026-03-05T15:00:00Z' }]
  assert.match((await shown({ ...water, results })).textContent, /样品 S-1 不合格（市疾控中心） · 您采样时间/)
})
