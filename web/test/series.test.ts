import assert from 'node:assert/strict'
import { test } from 'node:test'
import './tsx.ts'
import { draw } from './dom.ts'
import { clock, date } from '../src/lib/fmt.ts'
import { alone, columns, range, rows, span, ticks, told } from '../src/lib/readings.ts'

const { h } = await import('preact')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Series } = await import('../src/ui/series.tsx')
await speak('zh')
await learning('forms', Promise.resolve())

const at = (minute: number) => new Date(Date.UTC(2026, 2, 5, 6, minute)).toISOString()
const air = { title: '室温', readings: [{ at: at(1), value: 21.5 }, { at: at(0), value: 20 }, { at: at(2), value: null }] }
const water = { title: '水温', readings: [{ at: at(1), value: 50 }] }

test('several series are one table, by time, and what did not answer is not zero', () => {
  assert.deepEqual(rows([air, water]).map(row => row.values), [[20, undefined], [21.5, 50], [null, undefined]])
  assert.deepEqual(columns([air, water]).map(one => one.length), [3, 3, 3])
  assert.deepEqual(rows([air], 1).map(row => row.values), [[null]]) // the newest
  assert.equal(rows([{ title: '', readings: [{ at: 'soon', value: 1 }] }]).length, 0)
})

test('lowest, highest and last are told; a last one that is missing stays missing', () => {
  assert.deepEqual(told(air), { low: 20, high: 21.5, last: null })
  assert.deepEqual(told({ title: '', readings: [] }), { low: null, high: null, last: null })
})

test('what stands alone is told from what a line leads to; another series breaks none', () => {
  assert.deepEqual(alone([1, null, 2, undefined, 3, null, undefined, 4]), [0, 7])
  assert.deepEqual([alone([5]), alone([null, 5, undefined]), alone([null]), alone([])], [[0], [1], [], []])
})

test('limits are always within the drawing', () => {
  const [low, high] = range(20, 21, [{ title: '上限', value: 26 }, { title: '下限', value: 18 }])
  assert.ok(low < 18 && high > 26)
  assert.deepEqual(range(NaN, NaN, []), [0, 1])
  const [one, other] = range(5, 5, [])
  assert.ok(one < 5 && other > 5)
})

test('the axis is written by the city’s clock, with the day where it begins', () => {
  const how = { lang: 'zh', zone: 'Asia/Shanghai' } as const
  const zone = { clock: (ms: number, seconds: boolean) => clock(ms, how, seconds), day: (ms: number) => date(ms, how) }
  const midnight = Date.UTC(2026, 2, 4, 16) / 1000
  assert.deepEqual(ticks([midnight - 3600, midnight, midnight + 3600], 3600, zone), ['23:00', '2026年3月5日', '01:00'])
  assert.deepEqual(ticks([midnight + 10], 10, zone), ['00:00:10'])
  assert.equal(span(rows([air]), ms => clock(ms)), '14:00 – 14:02')
})

test('where nothing can be drawn, words and table tell the same, with units', async () => {
  const page = await draw(h(Series, { title: '3 号楼', unit: '℃', series: [air, water], limits: [{ title: '下限', value: 18 }] }))
  assert.ok(page.textContent.includes('室温：最低 20 ℃，最高 21.5 ℃，最新 无读数。'))
  assert.ok(page.textContent.includes('限值 下限 18 ℃'))
  const cells = page.tagged('tr').map(row => row.tagged('td').map(cell => cell.textContent.replace(/^.* /, '')))
  assert.equal(page.tagged('tr').length, 4)
  assert.ok(page.tagged('td').some(cell => cell.textContent.endsWith('14:01:00')), `${cells}`)
  assert.equal(page.tagged('div')[0]?.getAttribute('aria-hidden'), 'true')
})

test('a curve within a band is told once, with between what all was', async () => {
  const alone = await draw(h(Series, { title: '室温', unit: '℃', series: [{ title: '室温', readings: air.readings.slice(0, 2) }] }))
  assert.ok(alone.textContent.startsWith('室温最低 20 ℃，最高 21.5 ℃，最新 21.5 ℃。'), 'nor is its heading said twice')
  const edge = (title: string, edge: 'low' | 'high', value: number) => ({ title, edge, readings: [{ at: at(0), value }, { at: at(1), value: null }] })
  const page = await draw(h(Series, { title: '3 号楼', unit: '℃', series: [{ ...air, title: '平均' }, edge('最低', 'low', 19), edge('最高', 'high', 23)] }))
  assert.ok(page.textContent.includes('平均：最新 无读数。最低 19 ℃，最高 23 ℃。'), page.textContent)
  assert.equal(page.tagged('tr')[0]?.tagged('th').length, 4, 'and the table tells all three')
})

test('without readings it says so', async () => {
  const page = await draw(h(Series, { title: '3 号楼', unit: '℃', series: [] }))
  assert.ok(page.textContent.includes('3 号楼：这段时间没有数据'), page.textContent)
  assert.equal(page.tagged('table').length, 0)
})
