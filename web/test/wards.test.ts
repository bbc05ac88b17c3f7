import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const HERE = '140105001001'
const WARD = {
  person: 'mei', community: HERE, grid: null, basis: 'CONSENT', document: '同意书 3', guardian: 'dao', since: '2026-10-01T00:00:00Z', until: '2027-10-01T00:00:00Z',
  by: 'wang', sensors: ['WB-1'], ended_at: null, ended_by: null, reason: '', where: '3号楼', kept_until: null,
}
const asked: string[] = []

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const made = request.method === 'POST'
  asked.push([request.method, pathname.split('/v1/environment/')[1], made ? await request.text() : request.headers.get('linli-purpose')].join(' '))
  return Response.json(WARD, { status: made ? 201 : 200 })
}

const place = new URL(`https://city.test/ops/wards?community=${HERE}`)
Object.assign(globalThis, { location: place, fetch: answer, scrollTo() {}, addEventListener() {} })

const { h } = await import('preact')
const { config } = await import('../src/lib/config.ts')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Watching } = await import('../src/shell/ops/watcher.tsx')
const { default: Screen } = await import('../src/shell/ops/environment/wards.tsx')
config.value = { zone: 'Asia/Shanghai', languages: ['zh'], communities: [{ code: HERE, name: { zh: '本社区', en: 'Here' } }] } as never
await speak('zh')
for (const words of ['ops', 'sight', 'forms'] as const) await learning(words, Promise.resolve())
after(() => draw(null))
beforeEach(() => void (asked.length = 0))

const me = { data: { id: 'li', memberships: [{ role: 'community_worker', place: HERE }] }, at: 0, waiting: false }
const open = () => draw(h(Watching.Provider, { value: me as never, children: h(Screen, {}) }))

async function settled(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await drawn()
}

async function fill(page: FakeNode, values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const field = page.all(node => node.id === id)[0] as FakeNode
    field.value = value
    field.fire(field.localName === 'select' ? 'change' : 'input')
    await drawn()
  }
}

async function press(page: FakeNode, text: string): Promise<void> {
  page.tagged('button').filter(one => one.textContent === text).at(-1)?.fire('click')
  await settled()
}

test('nobody is looked at before it is said who and for what, and then once', async () => {
  const page = await open()
  await press(page, '查看')
  await fill(page, { asked: ' mei ' })
  await press(page, '查看')
  assert.deepEqual([asked, page.textContent.includes('请填写')], [[], true])
  await fill(page, { purpose: 'service' })
  await press(page, '查看')
  assert.deepEqual(asked, ['GET wards/mei service'])
  for (const said of ['3号楼', '本人或监护人同意: 同意书 3', 'dao', '2027年10月1日']) assert.ok(page.textContent.includes(said), said)
})

test('who is to be watched over is registered by what the law wants, and a contract is not offered', async () => {
  const page = await open()
  const bases = page.all(node => node.id === 'ward-basis')[0]?.tagged('option').map(one => one.value || one.getAttribute('value'))
  assert.deepEqual(bases?.filter(Boolean), ['CONSENT', 'STATUTORY_DUTY'])
  await fill(page, { 'ward-person': 'kid', 'ward-where': '5号楼', 'ward-basis': 'CONSENT', 'ward-document': '9' })
  await press(page, '登记看护')
  assert.deepEqual(asked, [], 'until when is missing')
  await fill(page, { 'ward-until': '2027-03-01', 'ward-guardian': 'dao' })
  await press(page, '登记看护')
  const body = JSON.stringify({ community: HERE, person: 'kid', where: '5号楼', basis: 'CONSENT', document: '9', guardian: 'dao', until: '2027-03-01T15:59:00.000Z' })
  assert.deepEqual([asked, page.textContent.includes('已登记')], [[`POST wards ${body}`], true])
})
