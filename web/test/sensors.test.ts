import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, fill, HERE, press, seen } from './desk.ts'
import { draw } from './dom.ts'

const { learning } = await import('../src/lib/i18n.ts')
const { default: Sensor } = await import('../src/shell/ops/environment/sensor.tsx')
const { default: Station } = await import('../src/shell/ops/environment/station.tsx')
await learning('sight', Promise.resolve())
after(() => draw(null))

const KNOWN = { name: '西门', address: '学府街1号', community: HERE, point: { lat: 37.8, lon: 112.5 }, grid: null, building: null, zone: null, water: null, target: null, small: false, controlled: false, state: 'in_use' }
const sent: [string, string][] = []
const plain = globalThis.fetch as (request: Request) => Promise<Response>
globalThis.fetch = (async (request: Request) => {
  if (request.method !== 'PUT') return plain(request)
  const { state } = (await request.json()) as { state: string }
  sent.push([request.headers.get('if-match') ?? '', state])
  const current = { ...KNOWN, name: '西门东侧', version: 2 }
  return sent.length % 2 ? Response.json({ code: 'stale', title: '别人改过', current }, { status: 412 }) : Response.json(current)
}) as typeof fetch

for (const [what, screen, known] of [['sensor', Sensor, { id: 'CM-1', kind: 'camera' }], ['station', Station, { id: 'AQ-1', kind: 'air' }]] as const) {
  test(`who retires a ${what} that another has changed meanwhile retires it, if he stays with his own`, async () => {
    sent.length = 0
    const one = { ...KNOWN, ...known, version: 1 }
    city.answer = path => (path.endsWith('s') ? { items: [one], next: null } : one)
    const page = await seen('community_worker', screen as never, { params: { id: known.id } })
    await press(page, '停用')
    assert.match(page.textContent, /西门 · .*停用/)
    await press(page, '用我的覆盖')
    assert.deepEqual(sent, [['1', 'retired'], ['2', 'retired']])
  })
}

test('what the city finds wrong with a new sensor is told at its field', async () => {
  const { Problem } = await import('../src/lib/problem.ts')
  const page = await seen('community_worker', Sensor as never, { params: { id: 'new' } })
  await fill(page, { 'sensor-id': 'west gate', kind: 'camera', name: '西门', lat: '37.8', lon: '112.5', grid: '140105001001009' })
  const links = () => page.tagged('a').filter(one => (one.href ?? one.getAttribute('href')).startsWith('#')).map(one => [one.href ?? one.getAttribute('href'), one.textContent])
  city.refusal = new Problem(422, 'invalid', '请求不合要求', [{ pointer: '/body/id', code: 'string_pattern_mismatch' }])
  await press(page, '登记')
  assert.deepEqual(links(), [['#sensor-id', '这里填的不合要求']])
  city.refusal = new Problem(422, 'grid-elsewhere', '网格不在这个社区', [{ pointer: '/body/grid', code: 'grid-elsewhere' }])
  await press(page, '登记')
  assert.deepEqual(links(), [['#grid', '网格不在这个社区']])
})
