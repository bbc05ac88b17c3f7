import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const WORN = {
  id: 'WR-1', serial: null, kind: 'wearable', kind_name: { zh: '手环', en: 'Wearable' }, name: '手环', community: '140105001001', state: 'active',
  since: '2026-11-01T02:00:00Z', by: 'wang', until: '2027-06-01T00:00:00Z', over: false, withdrawn_at: null,
  basis: 'CONSENT', article: 'L-PIP#13(1)', document: '同意书 7', withdrawable: false, sensitive: true, measures: [],
}
const look = (id: string, at: string, by: string, what: string, purpose: string) => ({ id, at, by, what, purpose, device_id: WORN.id, place: WORN.community })
const PAGES: Record<string, object> = { // as the city answers: the last first
  '': { items: [look('C', '2026-11-03T02:00:00Z', 'wang', 'alarms', 'incident'), look('B', '2026-11-02T02:00:00Z', 'gone', 'readings', 'visit')], next: 'B', names: { wang: '王磊' } },
  B: { items: [look('A', '2026-11-01T02:00:00Z', 'li', 'readings', 'visit')], next: null, names: { li: '李强' } },
}
const asked: (string | null)[] = []

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname.endsWith('/me')) return Response.json({ items: [WORN], next: null, kept: [] })
  asked.push(searchParams.get('after'))
  return Response.json(PAGES[searchParams.get('after') ?? ''])
}

Object.assign(globalThis, { location: new URL('https://city.test/me'), fetch: answer, scrollTo() {}, addEventListener() {} })

const { h } = await import('preact')
const { config } = await import('../src/lib/config.ts')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { MyDevices } = await import('../src/shell/resident/mine.tsx')
config.value = { zone: 'Asia/Shanghai', languages: ['zh'], communities: [{ code: WORN.community, name: { zh: '本社区', en: 'Here' } }] } as never
await speak('zh')
await learning('mine', Promise.resolve())
after(() => draw(null))

async function settled(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await drawn()
}

const told = (page: FakeNode) => (page.tagged('details')[0] as FakeNode).tagged('li').map(one => /\S+: .*$/.exec(one.textContent)?.[0])

test('who looked is told from the last on, by name, with what and for what, as far back as one asks', async () => {
  const page = await draw(h(MyDevices, {}))
  await settled()
  assert.ok(page.textContent.includes('谁看过它的读数或报警'), page.textContent)
  assert.deepEqual(asked, [], 'nobody asked yet')
  const [looks] = page.tagged('details') as [FakeNode]
  looks.open = true
  looks.fire('toggle')
  await settled()
  assert.deepEqual(told(page), ['王磊: 看了报警, 处置事件', 'gone: 看了读数, 走访'])
  page.named('更早的').fire('click')
  await settled()
  assert.deepEqual(told(page), ['王磊: 看了报警, 处置事件', 'gone: 看了读数, 走访', '李强: 看了读数, 走访'])
  assert.deepEqual([asked, page.textContent.includes('更早的')], [['', 'B'], false])
})
