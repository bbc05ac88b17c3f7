import assert from 'node:assert/strict'
import { after, beforeEach, mock, test } from 'node:test'
import { city, fill, press, seen, settled } from './desk.ts'
import { draw } from './dom.ts'

const { Acts } = await import('../src/shell/ops/imports/one.tsx')
after(() => draw(null))
beforeEach(() => { city.sent.length = 0 })

const job = (different: number) => ({ id: 'i', stage: 'checked', preview: { new: 3, different, same: 0, wrong: 0, duplicate: 0 } })
const open = (different: number) => seen('property_manager', Acts as never, { of: job(different), again() {} })

test('rows that move the date of an inspection are applied with the reason', async () => {
  const page = await open(2)
  await fill(page, { moved: ' 换了检验机构 ' })
  await press(page, '应用')
  assert.deepEqual(city.sent, [['POST /v1/facilities/imports/i/applications', { skip_errors: false, reason: '换了检验机构' }]])
})

test('a file that changes nothing on record asks for none', async () => {
  const page = await open(0)
  assert.equal(page.all(node => node.id === 'moved').length, 0)
  await press(page, '应用')
  assert.deepEqual(city.sent.map(([, body]) => body), [{ skip_errors: false, reason: null }])
})

test('a reader is told what is being done, and not of each percent of it', async () => {
  const { default: Screen } = await import('../src/shell/ops/imports/one.tsx')
  const preview = { new: 3, different: 0, same: 0, wrong: 0, duplicate: 0 }
  city.answer = path => (path.endsWith('/i') ? { id: 'i', stage: 'reading', percent: 40, preview, ignored: [], why: null, applied_at: null } : { items: [], next: null })
  const page = await seen('property_manager', Screen as never, { params: { id: 'i' } })
  assert.match(page.textContent, /40%/)
  const told = page.all(node => node.getAttribute('role') === 'status').map(node => node.textContent)
  assert.ok(told.length > 0 && told.every(text => !text.includes('40')), String(told))
})

const SCREENS = {
  '/v1/facilities/imports': [() => import('../src/shell/ops/imports/list.tsx'), (stage: string) => ({ items: [{ ...facts(stage), created_at: AT, by: 'li', rows: 3 }], next: null }), 'reading', 'checked'],
  '/v1/facilities/imports/i': [() => import('../src/shell/ops/imports/one.tsx'), (stage: string) => facts(stage), 'applying', 'applied'],
  '/v1/devices/imports/i': [() => import('../src/shell/ops/devices/entering/imported.tsx'), (stage: string) => ({ ...facts(stage), at: AT, by: 'li', rows: 3, applied: 3, failed: 0, wrong: 0, problems: [] }), 'applying', 'done'],
} as const
const AT = '2026-03-05T14:00:00Z'
const facts = (stage: string) => ({ id: 'i', stage, percent: 40, preview: { new: 3, different: 0, same: 0, wrong: 0, duplicate: 0 }, ignored: [], why: null, applied_at: null })

for (const [path, [screen, answer, busy, over]] of Object.entries(SCREENS)) {
  test(`an import is asked for as long as the city works on it: ${path}`, async () => {
    const { learning } = await import('../src/lib/i18n.ts')
    await learning('devices', Promise.resolve())
    let [asked, stage]: [number, string] = [0, busy]
    city.answer = at => {
      if (at === path) asked += 1
      return at === path ? answer(stage) : { items: [], next: null }
    }
    const waiting = new Map<number, () => Promise<void>>() // what is to be asked again: no test waits for it
    const soon = setTimeout
    const ticks = mock.method(globalThis, 'setTimeout', ((work: () => Promise<void>, after: number) => {
      if (!(after > 1000 && after < 20_000)) return soon(work, after)
      waiting.set(waiting.size + 1, work)
      return waiting.size
    }) as never)
    const stops = mock.method(globalThis, 'clearTimeout', (id: number) => waiting.delete(id))
    const later = async () => {
      const [id, work] = [...waiting].at(-1) ?? assert.fail('nothing is to be asked again')
      waiting.delete(id)
      await work()
      await settled()
    }
    try {
      await seen('property_manager', (await screen()).default as never, { params: { id: 'i' } })
      await later()
      assert.equal(asked, 2)
      stage = over
      await later()
      assert.equal(asked, 3)
      assert.equal(waiting.size, 0)
    } finally {
      ticks.mock.restore()
      stops.mock.restore()
    }
  })
}
