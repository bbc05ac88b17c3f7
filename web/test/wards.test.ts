import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const HERE = '140105001001'
const WARD = {
  person: 'mei', community: HERE, grid: null, basis: 'CONSENT', document: '同意书 3', guardian: 'dao', since: '2026-10-01T00:00:00Z', until: '2027-10-01T00:00:00Z',
  by: 'wang', sensors: ['WB-1'], ended_at: null, ended_by: null, reason: '', where: '3号楼', kept_until: null, names: { mei: '梅', dao: '道', wang: '王' },
}
const row = (person: string, sensors: number) => ({ person, community: HERE, grid: `${HERE}003`, sensors, since: WARD.since, until: WARD.until })
let pages: object[] = []
const asked: string[] = []

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const made = request.method === 'POST'
  asked.push([request.method, pathname.split('/v1/environment/')[1], made ? await request.text() : request.headers.get('linli-purpose'), searchParams.get('equipped')].join(' ').trim())
  if (!made && pathname.endsWith('/wards')) return Response.json(pages[searchParams.get('after') ? 1 : 0])
  return Response.json(WARD, { status: made ? 201 : 200 })
}

const place = new URL(`https://city.test/ops/wards?community=${HERE}`)
const history = { replaceState: (_: null, __: string, to: string) => void (place.href = new URL(to, place).href) }
Object.assign(globalThis, { location: place, history, fetch: answer, scrollTo() {}, addEventListener() {} })

const { h } = await import('preact')
const { config } = await import('../src/lib/config.ts')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Watching } = await import('../src/shell/ops/watcher.tsx')
const { filter } = await import('../src/lib/router.ts')
const { default: Screen } = await import('../src/shell/ops/environment/wards.tsx')
config.value = { zone: 'Asia/Shanghai', languages: ['zh'], communities: [{ code: HERE, name: { zh: '本社区', en: 'Here' } }] } as never
await speak('zh')
for (const words of ['ops', 'sight', 'forms'] as const) await learning(words, Promise.resolve())
after(() => draw(null))
beforeEach(() => {
  asked.length = 0
  pages = [{ items: [row('mei', 1), row('lan', 0)], next: 'x', names: { mei: '梅' } }, { items: [row('tao', 2)], next: null, names: { tao: '涛' } }]
})

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

test('nobody is looked at before it is said for what, and then once, by name', async () => {
  const page = await open()
  await fill(page, { asked: ' mei ' })
  await press(page, '查看')
  assert.deepEqual([asked, page.textContent.includes('请填写')], [[], true])
  await fill(page, { purpose: 'service' })
  await press(page, '查看')
  assert.deepEqual(asked, ['GET wards/mei service'])
  for (const said of ['3号楼', '本人或监护人同意: 同意书 3', '梅', '道', '2027年10月1日']) assert.ok(page.textContent.includes(said), said)
})

test('those who are watched over are listed by name, page by page, and one of them is looked at', async () => {
  const page = await open()
  await fill(page, { purpose: 'incident' })
  await press(page, '查看')
  assert.deepEqual(asked, ['GET wards incident'])
  for (const said of ['已显示 2 人，还有更多', '梅', 'lan', '没有设备', '2027年10月1日', '本社区 003']) assert.ok(page.textContent.includes(said), said)
  await press(page, '再列一些')
  for (const said of ['共 3 人', '梅', '涛']) assert.ok(page.textContent.includes(said), said)
  await press(page, '梅')
  assert.deepEqual(asked, ['GET wards incident', 'GET wards incident', 'GET wards/mei incident'])
  assert.ok(page.textContent.includes('3号楼'))
})

test('of nobody it says so and what to do, and those without a device are asked for', async () => {
  pages = [{ items: [], next: null, names: {} }]
  const page = await open()
  await fill(page, { purpose: 'service' })
  await press(page, '查看')
  assert.ok(page.textContent.includes('本社区目前没有看护的人。可在下面登记。'))
  filter({ equipped: 'false' })
  await settled()
  assert.deepEqual(asked, ['GET wards service', 'GET wards service false'])
  assert.ok(page.textContent.includes('没有这样的人。'))
  filter({ equipped: null })
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
