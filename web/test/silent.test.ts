import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './tsx.ts'
import { draw, drawn } from './dom.ts'
import type { Shown, Station } from '../src/shell/public/environment/types.ts'

let told: object[] = []
const place = { href: 'https://city.test/env', origin: 'https://city.test', pathname: '/env', search: '' }
Object.assign(globalThis, { location: place, addEventListener() {}, fetch: async () => Response.json({ items: told, next: null }) })

const { h } = await import('preact')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Now } = await import('../src/shell/public/environment/said.tsx')
const { Unmeasured } = await import('../src/shell/public/environment/one.tsx')
const { Warnings } = await import('../src/shell/public/environment/warned.tsx')
await learning('environment', Promise.resolve())
await learning('laws', Promise.resolve())
after(() => draw(null)) // nothing asks again

const ENDS = '2026-03-05T08:00:00Z' // 16:00 by the wall
const air = (aqi: number | null, measured: string | null): Shown =>
  ({ kind: 'air', level: aqi === null ? null : { colour: 'purple', level: 5, zh: '重度污染', en: 'heavily polluted' }, measured, latest: { begins: '2026-03-05T07:00:00Z', ends: ENDS, means: {}, air: { aqi } } }) as unknown as Shown
const warned = async (place: string): Promise<string> => {
  const page = await draw(h(Warnings, { place }))
  for (let n = 0; n < 5; n += 1) await drawn()
  return page.textContent
}
const said = async (of: Shown): Promise<string> => (await draw(h(Now, { of }))).textContent

test('a station of which nothing is known says since when, in both languages', async () => {
  await speak('zh')
  assert.match(await said(air(null, '2026-03-05T07:00:00Z')), /^这一小时测得太少，没有结果 自 .*15:00 起没有测得结果，此前的结果不说明现在$/)
  await speak('en')
  assert.match(await said(air(null, '2026-03-05T07:00:00Z')), /No result since .*15:00: what was measured before says nothing of now$/)
})

test('one whose latest hour is known, or of which no hour ever was, does not', async () => {
  await speak('zh')
  assert.equal(await said(air(251, ENDS)), ' AQI 251 重度污染 超标')
  assert.equal(await said(air(null, null)), '这一小时测得太少，没有结果')
})

test('data for a warning say on which hour they rest; where there are none nothing is said', async () => {
  await speak('zh')
  const heavy = { id: 'w', station_id: 'AQ-1', aqi: 251, matter_zh: '加重', measures_zh: '停留在室内', article: 'HJ 633-2026', verified: true }
  told = [{ ...heavy, begins: '2026-03-05T07:00:00Z', seen: ENDS }]
  assert.match(await warned('140105001001'), /AQI 251.*依据截至 .*16:00 的一小时。/)
  told = []
  assert.equal(await warned('140105001002'), '')
})

const water = (status: string | null, articles: string[], more: object = {}): Station =>
  ({ kind: 'water', status, quality: null, measured: ENDS, measures: [{ id: 'ph', zh: 'pH值', en: 'pH' }, { id: 'free_chlorine_mg_l', zh: '游离氯', en: 'free chlorine' }],
    latest: { begins: '2026-03-05T07:00:00Z', ends: ENDS, means: { temperature_c: 12 }, articles }, unmeasured: [], doubted: [], ...more }) as unknown as Station
const lacks = async (of: Station): Promise<string> => (await draw(h(Unmeasured, { of }))).textContent

test('of water of which nothing with a limit was measured, too little is known', async () => {
  await speak('zh')
  assert.equal(await said(water(null, [])), '  这一小时测得太少，没有结果')
  assert.equal(await said(water('normal', ['GB 5749-2022'])), ' 未见超标')
})

test('water says what was not measured, and which measures keep a suspicion', async () => {
  await speak('zh')
  assert.equal(await lacks(water('checking', [], { unmeasured: ['ph'], doubted: ['free_chlorine_mg_l'] })),
    '复核中：游离氯。重新测得在限值以内才解除，测了别的不算。这一小时没有测到：pH值')
  await speak('en')
  assert.equal(await lacks(water('normal', [], { unmeasured: ['ph', 'free_chlorine_mg_l'] })), 'Not measured in this hour: pH, free chlorine')
  assert.equal(await lacks(water('normal', [])), '')
})
