import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, fill, press, seen } from './desk.ts'
import { draw } from './dom.ts'

const { learning } = await import('../src/lib/i18n.ts')
const { Problem } = await import('../src/lib/problem.ts')
const { default: Kind } = await import('../src/shell/ops/devices/kinds/one.tsx')
const { Makers } = await import('../src/shell/ops/devices/fleet/makers.tsx')
for (const words of ['devices', 'twin', 'rules', 'fleet'] as const) await learning(words, Promise.resolve())
after(() => draw(null))

const refused = (current: object) => new Problem(412, 'stale', '您依据的版本已过时', [], current)
const versions: string[] = []
const plain = globalThis.fetch as (request: Request) => Promise<Response>
globalThis.fetch = (async (request: Request) => {
  if (request.method === 'PUT') versions.push(request.headers.get('if-match') ?? '')
  return plain(request)
}) as typeof fetch

test('who switches a rule off in an older version of its kind sees the newer, and decides again', async () => {
  const low = { by: 'threshold', measure: 'oxygen', compare: 'lt', value: 3, clear: 4, unit: 'mg/L' }
  const step = { level: 1, when: low, after_seconds: 0, off_seconds: 0, clears: true, raises: 'hazard', priority: 'P4', category: 'A7' }
  const rule = { id: 'PD-1', effective_from: '2020-01-01', effective_to: null, hours: null, holds_seconds: null, flaps: null, article: 'local', mark: 'U', steps: [step] }
  const kind = { id: 'pond', own: true, owner: 'devices', name: { zh: '水池', en: 'Pond' }, prefix: 'PD', every_seconds: 3600, silent_after: 3, bearers: ['lora'], commands: [], measures: [], article: 'local', mark: 'U', rules: [rule] }
  let version = 1
  city.answer = path => (path.endsWith('/revisions') ? { items: [], next: null } : { ...kind, version })
  city.refusal = refused(kind)
  const page = await seen('city_operator', Kind as never, { params: { id: 'pond' } })
  version = 2
  await press(page, '停用 PD-1')
  assert.match(page.textContent, /您依据的版本已过时/)
  city.refusal = undefined
  await press(page, '停用 PD-1')
  assert.deepEqual(versions.splice(0), ['1', '2'])
})

test('what is typed of a maker that another has changed meanwhile stays, beside what is there', async () => {
  const maker = { id: 'acme', name: '甲厂', public_keys: [{ id: 'k1', pem: '-----BEGIN PUBLIC KEY-----' }], version: 1 }
  city.answer = () => ({ items: [maker], next: null })
  city.refusal = refused({ ...maker, name: '甲厂二部', version: 2 })
  const page = await seen('city_operator', Makers as never, {})
  await fill(page, { 'maker-name-acme': '甲公司' })
  await press(page, '保存')
  assert.match(page.textContent, /甲厂二部 · 公钥：k1.*甲公司 · 公钥：k1/)
  city.refusal = undefined
  await press(page, '用我的覆盖')
  assert.deepEqual(versions, ['1', '2'])
  assert.equal(city.sent.at(-1)?.[1].name, '甲公司')
})
