import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, fill, HERE, press, seen, settled } from './desk.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const { overhear } = await import('../src/lib/pushed.ts')
const { filter } = await import('../src/lib/router.ts')
const { Acts } = await import('../src/shell/ops/hazards/acts.tsx')
const { default: Ledger } = await import('../src/shell/ops/hazards/list.tsx')
const { Same } = await import('../src/shell/ops/hazards/same.tsx')
after(() => draw(null))

test('what may be the same is shown with its photographs, by which it is told apart', async () => {
  const other = { id: 'b', category: 'hydrant', state: 'open', metres: 20, minutes: 5, building: null, photos: [{ id: 'p', sha256: 'x', address: 'https://city.test/p.jpg' }] }
  const page = await seen('community_worker', Same as never, { of: { id: 'a', members: [], candidates: [other], led_by: 'ledger', version: 1 }, again() {} })
  assert.deepEqual(page.tagged('img').map(one => one.getAttribute('src') ?? one.src), ['https://city.test/p.jpg'])
})

const acts = (of: object): Promise<FakeNode> =>
  seen('community_worker', Acts as never, { of: { id: 'a', community: HERE, found_by: 'resident', normal: true, members: [], repairer: 'chen', version: 1, ...of }, again() {} })

test('what is no hazard is rejected before it is repaired, also once somebody is to repair it', async () => {
  for (const state of ['open', 'assigned']) assert.match((await acts({ state })).textContent, /不予受理这条隐患？/)
  assert.doesNotMatch((await acts({ state: 'repaired' })).textContent, /不予受理/)
})

test('over a sensor that reads abnormal it is closed with the reason, repaired or verified', async () => {
  for (const state of ['repaired', 'verified']) {
    city.sent.length = 0
    const page = await acts({ state, found_by: 'sensor', normal: false })
    await fill(page, { 'sensor-fault': '探头进水' })
    const note = page.tagged('textarea').at(-1) as FakeNode
    note.value = '井盖已复位'
    note.fire('input')
    await drawn()
    await press(page, '办结')
    assert.deepEqual(city.sent, [['POST /v1/facilities/hazards/a/closures', { note: '井盖已复位', sensor_fault: '探头进水' }]])
  }
})

test('no reason is asked for where no sensor found it', async () => {
  assert.deepEqual((await acts({ state: 'verified' })).all(node => node.id === 'sensor-fault'), [])
})

test('the ledger is asked for a kind of asset that is picked', async () => {
  const asked: (string | null)[] = []
  overhear(HERE, { hint() {}, began() {} })
  city.answer = (path, query) => {
    if (path !== '/v1/facilities/ledger') return { items: [], next: 'n' }
    asked.push(query.get('kind'))
    return { items: [], next: null }
  }
  const page = await seen('community_worker', Ledger as never, {})
  const pick = page.tagged('select').at(-1) as FakeNode
  pick.value = 'manhole'
  pick.fire('change')
  await settled()
  assert.deepEqual([...new Set(asked)], [null, 'manhole'])
  filter({ kind: null })
})

test('of a long ledger more is shown each time one asks, to its end', async () => {
  const entry = (n: number) => ({ id: `${n}`, number: `YH-${n}`, category: 'hydrant', kind: null, severity: 'minor', state: 'open', deadline: null, recurrence: 0, where: {}, assignee: null })
  const all = Array.from({ length: 230 }, (_, n) => entry(n))
  overhear(HERE, { hint() {}, began() {} }) // so that the screen hangs nothing up when it goes
  city.answer = (path, query) => {
    if (path !== '/v1/facilities/ledger') return { items: [], next: 'n' }
    const from = Number(query.get('after'))
    return { items: all.slice(from, from + 50), next: from + 50 < all.length ? `${from + 50}` : null }
  }
  const page = await seen('community_worker', Ledger as never, {})
  const rows = () => page.tagged('tr').length - 1
  const counts = [rows()]
  for (let n = 0; n < 2; n += 1) {
    await press(page, '再显示一些')
    await settled()
    counts.push(rows())
  }
  assert.deepEqual(counts, [100, 200, 230])
  assert.throws(() => page.named('再显示一些'))
})
