import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, press, seen, settled } from './desk.ts'
import { draw } from './dom.ts'

const { learning } = await import('../src/lib/i18n.ts')
const { Warnings } = await import('../src/shell/public/environment/warned.tsx')
const { Status } = await import('../src/shell/public/status.tsx')
for (const words of ['public', 'environment'] as const) await learning(words, Promise.resolve())

let returns: (() => void)[] = []
document.addEventListener = ((_: string, listener: () => void) => void returns.push(listener)) as never
document.querySelector = (() => ({ src: 'https://city.test/assets/index-b1.js' })) as never
let isAway = false
const plain = globalThis.fetch as (request: Request) => Promise<Response>
globalThis.fetch = (async (request: Request | string) => {
  if (isAway) throw new TypeError('Failed to fetch')
  if (typeof request !== 'string') return plain(request)
  return new Response('<script type="module" src="/assets/index-b1.js"></script>')
}) as typeof fetch
after(() => draw(null))

const heavy = { id: 'w', station_id: 'AQ-1', aqi: 320, begins: '2026-03-05T00:00:00Z', seen: null, matter_zh: '健康人群', matter_en: '', measures_zh: '减少外出', measures_en: '', article: 'HJ 633', verified: true }

test('whether the air is heavily polluted is not left open where nobody answers, nor told as if it were of now', async () => {
  city.answer = () => ({ items: [heavy] })
  isAway = true
  const page = await seen('resident', Warnings as never, { place: '140105001001' })
  assert.match(page.textContent, /offline/)
  isAway = false
  await press(page, '重试')
  assert.match(page.textContent, /320.*减少外出/)
  isAway = true
  returns.forEach(listener => listener())
  await settled()
  assert.match(page.textContent, /更新于.*320/)
})

test('which build is the newest is not known from one that was asked before', async () => {
  isAway = false
  returns = []
  const page = await seen('resident', Status as never, {})
  assert.match(page.textContent, /是最新的/)
  isAway = true
  returns.forEach(listener => listener())
  await settled()
  assert.doesNotMatch(page.textContent, /是最新的/)
})
