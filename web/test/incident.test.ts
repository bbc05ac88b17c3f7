import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { changed, city, fill, press, seen } from './desk.ts'
import { draw } from './dom.ts'

for (const part of ['stating', 'telling']) await import(`../src/shell/ops/incident/${part}.tsx`) // fetched later by a browser
const { Grading } = await import('../src/shell/ops/incident/grading.tsx')
const { Reports } = await import('../src/shell/ops/incident/reports.tsx')
const { default: Sheet } = await import('../src/shell/ops/incident/sheet.tsx')
after(() => draw(null))
beforeEach(() => { city.sent.length = 0 })

const UNKNOWN = {
  deaths: null, seriously_injured: null, loss_fen: null, poisoned: null, evacuated: null, moved: null, trapped_minutes: null, magnitude_tenths: null, infectious: null,
}
const FIRE = { id: 'i', hazard_id: 'h', category: 'A6.1', hazard_at: '2026-03-05T00:00:20Z', figures: UNKNOWN, grade: null, grading: null, grading_by_person: null, drill: false, version: 1 }
const DUTY = { id: 'D6-phone', incident: 'i', by: 'community', to: 'town', channel: 'phone', since: '2026-03-05T00:00:40Z', deadline: '2026-03-05T00:30:40Z', reported: null, late: false, article: '', verified: true }
const facts = (of: object) => seen('community_worker', Grading as never, { of: { ...FIRE, ...of }, again() {} })
const reason = (page: any): string => page.tagged('textarea').at(-1).id

test('what is known of a fire is stated with the loss, the way in and the time it was learned', async () => {
  const page = await facts({})
  const said = { 'figure-deaths': '0', 'figure-loss': '100,000,000.50', 'state-access': ' 东门，西侧道路可停车 ', 'learned-at': '2026-03-05T08:00', [reason(page)]: '消防队' }
  await fill(page, said)
  await press(page, '登记')
  const [[path, body]] = city.sent as [[string, object]]
  assert.equal(path, 'POST /v1/incidents/i/facts')
  assert.deepEqual(body, { deaths: 0, loss_fen: 10_000_000_050, access: '东门，西侧道路可停车', learned_at: '2026-03-05T00:00:20.000Z', reason: '消防队' })
})

test('what is no amount is asked for again, and what was written stays', async () => {
  const page = await facts({})
  await fill(page, { 'figure-loss': '十万', [reason(page)]: '业主' })
  await press(page, '登记')
  assert.deepEqual([city.sent, page.all(node => node.id === 'figure-loss')[0]?.value], [[], '十万'])
  assert.match(page.textContent, /请填写金额/)
})

test('a disease is stated by its class, which decides how soon it is reported; an earthquake by its magnitude', async () => {
  const ill = await facts({ category: 'P1' })
  await fill(ill, { 'figure-infectious': 'a', [reason(ill)]: '卫生院' })
  await press(ill, '登记')
  const quake = await facts({ category: 'N3' })
  await fill(quake, { 'figure-magnitude': '5.1', [reason(quake)]: '台网' })
  await press(quake, '登记')
  assert.deepEqual(city.sent.map(([, body]) => body), [{ infectious: 'a', reason: '卫生院' }, { magnitude_tenths: 51, reason: '台网' }])
})

test('a report that is written down afterwards is of the time at which it was made', async () => {
  city.answer = () => ({ duties: [DUTY], reports: [], drill: false })
  const page = await seen('community_worker', Reports as never, { of: FIRE, again() {} })
  await fill(page, { [reason(page)]: '街道值班室', 'told-i-D6-phone': '2026-03-05T08:00' })
  await press(page, '已报告，登记')
  await fill(page, { [reason(page)]: '又说了一次' })
  await press(page, '已报告，登记')
  const times = city.sent.map(([, body]) => body.said_at)
  assert.deepEqual(times, ['2026-03-05T00:00:40.000Z', null], 'within the minute of the duty, and not kept for the next')
})

const SHEET = {
  incident: 'i', number: '20260305-0001', drill: false, as_of: '2026-03-05T00:20:00Z', to: '119', category: 'A6.1', grade: null, contacts: [], records: 0, zh: '', version: 'f'.repeat(64),
  where: { community: '140105001001', grid: null, subject: 'FD-1', address: '', access: '' }, figures: { ...UNKNOWN, loss_fen: 12_000_000 }, known: [{ at: '2026-03-05T00:00:20Z', zh: '火警' }],
}

test('a sheet shows money as money, and a hand-over is of the time at which it was', async () => {
  city.answer = () => SHEET
  const page = await seen('community_worker', Sheet as never, { params: { id: 'i' } })
  assert.match(page.textContent, /¥120,000\.00/)
  await fill(page, { [reason(page)]: '中队长', 'handed-at': '2026-03-05T08:15' })
  await press(page, '已交接，登记')
  assert.equal(city.sent[0]?.[1].said_at, '2026-03-05T00:15:00.000Z')
})

test('what is typed of a report stays when the incident changes, and what changed is shown', async () => {
  let heard: object = { duties: [DUTY], reports: [], drill: false }
  city.answer = () => heard
  const page = await seen('community_worker', Reports as never, { of: FIRE, again() {} })
  const field = reason(page)
  await fill(page, { [field]: '街道值班室，已说明火情' })
  heard = { duties: [DUTY, { ...DUTY, id: 'D7-phone', to: 'district' }], reports: [], drill: false }
  await changed('community_worker', Reports as never, { of: { ...FIRE, version: 2 }, again() {} })
  assert.equal(page.all(node => node.id === field)[0]?.value, '街道值班室，已说明火情')
  assert.equal(page.tagged('details').length, 2)
})

test('another incident shows nothing of the one before it', async () => {
  city.answer = path => ({ duties: path.includes('/i/') ? [DUTY] : [], reports: [], drill: false })
  const page = await seen('community_worker', Reports as never, { of: FIRE, again() {} })
  assert.equal(page.tagged('details').length, 1)
  await changed('community_worker', Reports as never, { of: { ...FIRE, id: 'j', version: 2 }, again() {} })
  assert.equal(page.tagged('details').length, 0)
})
