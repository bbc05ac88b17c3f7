import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, fill, press, seen, settled } from './desk.ts'
import { draw, type FakeNode } from './dom.ts'
import { telephone } from './telephone.ts'

const { learning } = await import('../src/lib/i18n.ts')
const { filter } = await import('../src/lib/router.ts')
const { default: Screen } = await import('../src/shell/ops/devices/trial/screen.tsx')
for (const words of ['devices', 'twin', 'rules'] as const) await learning(words, Promise.resolve())

const low = { by: 'threshold', measure: 'oxygen', compare: 'lt', value: 3, clear: 4, unit: 'mg/L' }
const rule = (id: string) => ({
  id, kind: 'pond', effective_from: '2020-01-01', effective_to: null, hours: null, holds_seconds: null, flaps: null, article: 'local', mark: 'U',
  steps: [{ level: 1, when: low, after_seconds: 0, off_seconds: 0, clears: true, raises: 'hazard', priority: 'P4', category: 'A7', within_hours: null }],
})
const KIND = {
  id: 'pond', version: 1, own: true, owner: 'devices', name: { zh: '水池', en: 'Pond' }, prefix: 'PD', every_seconds: 3600, silent_after: 3, bearers: ['lora'], commands: [],
  measures: [{ measure: 'oxygen', name: { zh: '溶解氧', en: 'Oxygen' }, unit: 'mg/L', least: 0, most: 20, precision: 0.1 }], personal: false, rules: [rule('PD-9')], article: 'local', mark: 'U',
}
const TRIED = { begins: '2026-03-01T00:00:00Z', until: '2026-03-08T00:00:00Z', samples: 168, fired: 0, levels: {}, open_seconds: 0, alarms: [], left_off: 0 }
let version = 1

city.answer = path => {
  if (path.includes('/kinds/')) return { ...KIND, version }
  return path.endsWith('/readings') ? { items: [], next: null } : { id: 'PD-001', name: '东池', kind: 'pond', owner: 'devices', community: '140105001001', state: 'active', version: 1 }
}
const plain = globalThis.fetch as (request: Request) => Promise<Response>
globalThis.fetch = (async (request: Request) => {
  if (request.method === 'POST') return Response.json(TRIED)
  if (request.method === 'PUT') return Response.json({ ...KIND, version: (version += 1) })
  return plain(request)
}) as typeof fetch

const { seen: shown } = telephone()
after(async () => {
  shown.stop()
  await draw(null)
})
beforeEach(() => filter({ rule: 'new' }))
const open = (): Promise<FakeNode> => seen('city_operator', Screen as never, { params: { id: 'PD-001' } })
const value = (page: FakeNode): string => page.all(node => node.id === 'rule-step-0-value')[0]?.value

test('who looks at another rule finds the one that he was writing as he left it', async () => {
  const page = await open()
  await fill(page, { 'rule-step-0-value': '2.5' })
  filter({ rule: 'PD-9' })
  await settled()
  assert.equal(value(page), '3')
  filter({ rule: 'new' })
  await settled()
  assert.equal(value(page), '2.5')
})

test('a rule that is tried after another was put in force is not told to be, and may be', async () => {
  const page = await open()
  const trying = async (said: string) => {
    await fill(page, { 'rule-step-0-value': said })
    await press(page, '试算')
  }
  await trying('2.5')
  await press(page, '启用')
  assert.match(page.textContent, /PD-1 已启用/)
  await trying('2')
  assert.doesNotMatch(page.textContent, /PD-1 已启用/)
  assert.ok(page.tagged('button').some(one => one.textContent === '启用'))
})
