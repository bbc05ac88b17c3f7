import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, fill, press, seen } from './desk.ts'
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
