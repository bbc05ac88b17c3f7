import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const WORN = {
  id: 'WR-1', serial: null, kind: 'wearable', kind_name: { zh: '手环', en: 'Wearable' }, name: '手环', community: '140105001001', state: 'active',
  since: '2026-11-01T02:00:00Z', by: 'wang', until: '2027-06-01T00:00:00Z', over: false, withdrawn_at: null,
  basis: 'CONSENT', article: 'L-PIP#13(1)', document: '同意书 7', withdrawable: false, sensitive: true,
  measures: [{ measure: 'heart_per_min', name: { zh: '心率', en: 'Heart rate' }, unit: '/min' }, { measure: 'moves', name: { zh: '活动次数', en: 'Movements' }, unit: '1' }],
}
const look = (id: string, at: string, by: string, what: string, purpose: string) => ({ id, at, by, what, purpose, device_id: WORN.id, place: WORN.community })
const PAGES: Record<string, object> = { // as the city answers: the last first
  '': { items: [look('C', '2026-11-03T02:00:00Z', 'wang', 'alarms', 'incident'), look('B', '2026-11-02T02:00:00Z', 'gone', 'readings', 'visit')], next: 'B', names: { wang: '王磊' } },
  B: { items: [look('A', '2026-11-01T02:00:00Z', 'li', 'readings', 'visit')], next: null, names: { li: '李强' } },
}
const alarm = (id: string, onset: string, measure: string, value: number, more: object) =>
  ({ id, onset, measure, value, values: { [measure]: value }, raises: 'hazard', drill: false, withdrawn: false, cleared_at: null, ended_at: null, ...more })
const ALARMS: Record<string, object> = {
  '': { items: [alarm('5', '2026-11-05T02:00:00Z', 'heart_per_min', 191, { raises: 'incident' }), alarm('4', '2026-11-04T02:00:00Z', 'moves', 43200, { values: {}, cleared_at: '2026-11-04T03:00:00Z' })], next: '4' },
  4: { items: [alarm('3', '2026-11-03T02:00:00Z', 'silence', 5400, { values: {}, withdrawn: true }), alarm('2', '2026-11-02T02:00:00Z', 'moves', 12, { drill: true, ended_at: '2026-11-02T03:00:00Z' })], next: null },
}
const WATCHED = { person: 'mei', community: WORN.community, where: '3号楼', sensors: [], basis: 'CONSENT', document: '同意书 9', since: WORN.since, until: WORN.until, by: 'li', ended_at: null, ended_by: null, reason: '' }
const FELL = { items: [look('E', '2026-11-05T02:00:00Z', 'wang', 'list', 'service'), look('D', '2026-11-04T02:00:00Z', 'wang', 'person', 'incident')], next: null, names: { wang: '王磊' } }
const asked: (string | null)[] = []
let over = false

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname === '/v1/environment/me') return Response.json({ ward: WATCHED, falls: [], names: { li: '李强' } })
  if (pathname.endsWith('/me')) return Response.json({ items: [{ ...WORN, over }], next: null, kept: [] })
  asked.push(searchParams.get('after'))
  if (pathname.endsWith('/lookups')) return Response.json(FELL)
  return Response.json((pathname.endsWith('/alarms') ? ALARMS : PAGES)[searchParams.get('after') ?? ''])
}

Object.assign(globalThis, { location: new URL('https://city.test/me'), fetch: answer, scrollTo() {}, addEventListener() {} })

const { h } = await import('preact')
const { config } = await import('../src/lib/config.ts')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Watched } = await import('../src/shell/resident/watched.tsx')
const { MyDevices } = await import('../src/shell/resident/mine.tsx')
config.value = { zone: 'Asia/Shanghai', languages: ['zh'], communities: [{ code: WORN.community, name: { zh: '本社区', en: 'Here' } }] } as never
await speak('zh')
await learning('mine', Promise.resolve())
after(() => draw(null))

async function settled(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await drawn()
}

const NOTHING = /^$/
const part = (page: FakeNode, title: string) => page.tagged('details').find(one => one.textContent.startsWith(title)) as FakeNode
const rows = (page: FakeNode, title: string, from = NOTHING) => part(page, title).tagged('li').map(one => from.exec(one.textContent)?.[0] ?? one.textContent)

async function unfold(title: string, of: typeof MyDevices | typeof Watched = MyDevices): Promise<FakeNode> {
  asked.length = 0
  const page = await draw(h(of, {}))
  await settled()
  assert.deepEqual(asked, [], 'nobody asked yet')
  const folded = part(page, title)
  folded.open = true
  folded.fire('toggle')
  await settled()
  return page
}

test('who looked is told from the last on, by name, with what and for what, as far back as one asks', async () => {
  const page = await unfold('谁看过它的读数或报警')
  const looks = () => rows(page, '谁看过它的读数或报警', /\S+: .*$/)
  assert.deepEqual(looks(), ['王磊: 看了报警, 处置事件', 'gone: 看了读数, 走访'])
  page.named('更早的').fire('click')
  await settled()
  assert.deepEqual(looks(), ['王磊: 看了报警, 处置事件', 'gone: 看了读数, 走访', '李强: 看了读数, 走访'])
  assert.deepEqual([asked, page.textContent.includes('更早的')], [['', 'B'], false])
})

test('who is watched over sees by whom, and who looked at that, with what and for what', async () => {
  const page = await unfold('谁看过看护登记、跌倒和录像', Watched)
  assert.ok(page.textContent.includes('2026年11月1日 · 李强'))
  const looks = rows(page, '谁看过看护登记、跌倒和录像', /\S+: .*$/)
  assert.deepEqual(looks, ['王磊: 在看护名单中看到, 服务', '王磊: 看了跌倒的人和住址, 处置事件'])
})

test('an alarm is told with what it was of, what became of it and who hears of it, the last first', async () => {
  const page = await unfold('它的报警')
  page.named('更早的').fire('click')
  await settled()
  const told = rows(page, '它的报警').map(one => one.replace(/(\d+年)?\d+月\d+日 /g, ''))
  assert.deepEqual(told, [
    '10:00 心率 191 /min持续中 已作为事件通知值班人员',
    '10:00 12 小时没有测到活动次数已恢复 11:00 等待工作人员确认 已作为隐患交社区处理',
    '10:00 1 小时 30 分没有收到任何数据已撤回 后来的数据说明没有发生',
    '10:00 演练 活动次数 12已结束 11:00 已作为隐患交社区处理',
  ])
})

test('of a device that is over no alarms are asked for, as none are shown', async () => {
  over = true
  const page = await draw(h(MyDevices, {}))
  await settled()
  assert.deepEqual([part(page, '它的报警'), part(page, '谁看过它的读数或报警') === undefined], [undefined, false])
})
