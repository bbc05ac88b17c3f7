import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, fill, HERE, press, seen, settled } from './desk.ts'
import { draw, type FakeNode } from './dom.ts'

const { Orders } = await import('../src/shell/ops/assets/orders.tsx')
after(() => draw(null))
const order = (asset_id: string) => ({
  id: asset_id, stage: 'answered', outcome: 'done', asset_id, kind: 'siren', hazard_id: 'h', command: 'sound', link_id: 'FIRE-siren', article: 'local', drill: false, ordered_at: '2026-03-05T08:00:00Z', deciders: [], undo_by: [],
})
beforeEach(() => {
  city.sent.length = 0
  city.answer = () => ({ items: [order('SI-1'), order('SI-2')], next: null })
})
const DECIDE = ['community_worker', 'official', 'city_operator']
const siren = (certified: boolean) => [{ command: 'sound', certified, by: DECIDE }, { command: 'silence', certified, by: ['grid_worker', ...DECIDE] }]
const open = (role: string, more: object = {}) =>
  seen(role, Orders as never, { of: { id: 'SI-1', kind: 'siren', community: HERE, state: 'in_use', commands: siren(true), version: 1, ...more } })

async function send(page: FakeNode, reason: string): Promise<void> {
  const dialog = page.tagged('dialog').find(one => one.textContent.includes('对 SI-1'))
  const text = dialog?.tagged('textarea')[0] as FakeNode
  text.value = reason
  await press(dialog as FakeNode, '下达')
  await settled()
}

test('what an asset was told stands at it, and only that', async () => {
  const page = await open('property_manager')
  assert.match(page.textContent, /SI-1/)
  assert.doesNotMatch(page.textContent, /SI-2|下达什么/)
})

test('who may tells it by hand, with the reason; who is on site may silence it', async () => {
  const page = await open('community_worker')
  await send(page, '误报，现场已核实')
  await fill(page, { command: 'silence' })
  await send(page, '已通知居民')
  const worker = await open('grid_worker')
  assert.deepEqual(worker.tagged('option').map(one => one.textContent), ['消音'])
  const [first, second] = city.sent
  assert.deepEqual(first, ['POST /v1/facilities/actions', { asset: 'SI-1', command: 'sound', reason: '误报，现场已核实' }])
  assert.equal(second?.[1].command, 'silence')
})

test('of what people may give, an asset is told only what it is certified for', async () => {
  const page = await open('community_worker', { kind: 'elevator', commands: [{ command: 'voice', certified: true, by: DECIDE }, { command: 'hold', certified: false, by: DECIDE }] })
  assert.deepEqual(page.tagged('option').map(one => one.textContent), ['轿厢通话'])
})

test('what can be told nothing has no commands', async () => {
  assert.doesNotMatch((await open('community_worker', { commands: [] })).textContent, /指令/)
})

test('where nothing is to be told, the page says why', async () => {
  const why = async (role: string, more: object): Promise<string> => {
    const page = await open(role, more)
    assert.equal(page.tagged('select').length, 0)
    return page.textContent
  }
  assert.match(await why('community_worker', { state: 'retired' }), /已报废，不再接受指令/)
  assert.match(await why('community_worker', { commands: siren(false) }), /未认证.*鸣响、消音/)
  assert.match(await why('community_worker', { commands: [{ command: 'start', certified: true, by: [] }, { command: 'stop', certified: false, by: DECIDE }] }), /启动只随隐患联动执行/)
  assert.match(await why('property_manager', {}), /由社区工作者、.*下达/)
})
