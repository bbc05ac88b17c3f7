import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../src/lib/problem.ts'
import { instant, wall } from '../src/lib/wall.ts'
import { answersOf, card, EMPTY, lacking, named, particulars } from '../src/shell/ops/devices/entering/answers.ts'
import { decoded, looked } from '../src/shell/ops/devices/entering/table.ts'
import { distinct, marked } from '../src/shell/ops/devices/find.ts'
import { asked } from '../src/shell/ops/devices/past/asked.ts'
import { curves, gaps } from '../src/shell/ops/devices/past/told.ts'
import { digitsOf, isOld, where } from '../src/shell/ops/devices/said.ts'
import { kindName } from '../src/shell/ops/devices/ask.ts'
import type { Device, Reading } from '../src/shell/ops/devices/types.ts'

const ZONE = 'Asia/Shanghai'
const NOW = Date.parse('2026-03-05T04:00:00Z')
const at = (minute: number): string => new Date(NOW + minute * 60_000).toISOString()
const reading = (minute: number, more: Partial<Reading> = {}): Reading =>
  ({ begins: at(minute), low: 1, high: 3, mean: 2, weighted: 2, count: 1, missing: 0, gaps: 0, ...more })
const TITLES = { value: 'v', mean: 'm', low: 'l', high: 'h' }

test('what is found in two ways is one row', () => {
  const one = (id: string) => ({ id }) as Device
  assert.deepEqual(distinct([one('PU-2'), one('PU-1'), one('PU-2')]).map(found => found.id), ['PU-2', 'PU-1'])
})

test('a device is looked for by its number and by its serial, each only where it may be one', async () => {
  const one = (id: string) => ({ id }) as Device
  const asked: string[] = []
  const ask = {
    number: async (id: string) => (asked.push(`number ${id}`), one(id)),
    serial: async (serial: string) => (asked.push(`serial ${serial}`), [one('PU-1'), one('PU-2')]),
  }
  const of = async (text: string) => (await marked(text, ask)).map(found => found.id)
  assert.deepEqual([await of('x'), await of('一号泵'), asked], [[], [], []])
  assert.deepEqual([await of('ac.000001'), asked.splice(0)], [['PU-1', 'PU-2'], ['serial ac.000001']])
  assert.deepEqual([await of('PU-1'), asked], [['PU-1', 'PU-2'], ['number PU-1', 'serial PU-1']])
})

test('a number that is not there, or not for him, finds nothing; that the city did not answer is said', async () => {
  const failing = (status: number) => marked('PU-1', { number: () => Promise.reject(new Problem(status, 'x', 'x')), serial: async () => [] })
  assert.deepEqual([await failing(404), await failing(403)], [[], []])
  await assert.rejects(failing(503), Problem)
})

test('the last day by the quarter is asked for, unless the address says otherwise', () => {
  const of = (query: string) => asked(new URLSearchParams(query), NOW, ZONE)
  assert.deepEqual(of(''), { span: '1d', from: '2026-03-04T04:00:00.000Z', to: null, step: '15min', steps: ['raw', '1min', '15min', '1h', '1d'] })
  assert.deepEqual(of('span=31d&step=raw').step, '1h', 'a step that is too fine gives way')
  assert.deepEqual(of('span=7d&step=1min').step, '1min')
  const own = of('from=2026-03-01T08:00&to=2026-03-01T10:00')
  assert.deepEqual([own.span, own.from, own.to, own.step], [null, '2026-03-01T00:00:00.000Z', '2026-03-01T02:00:00.000Z', 'raw'])
  assert.equal(of('from=2026-03-05T13:00').span, '1d', 'what is to come was not measured')
  assert.equal(of('from=nonsense&span=nonsense').span, '1d')
})

test('until now is never more than the API answers, though it is asked a moment later', () => {
  const days = (query: string) => (NOW - Date.parse(asked(new URLSearchParams(query), NOW, ZONE).from)) / 86_400_000
  for (const [query, longest] of [['span=7d&step=raw', 7], ['span=31d&step=15min', 31], ['span=92d&step=1h', 92], ['span=400d', 400]] as const) {
    assert.ok(days(query) < longest && days(query) > longest - 0.01, query)
  }
  assert.equal(days('span=7d'), 7)
  assert.ok(days('from=2024-01-01T00:00') > 400, 'what is too long by itself is told so')
})

test('a time on the wall is that of the city, wherever the screen is', () => {
  assert.equal(instant('2026-03-05T12:00', ZONE), NOW)
  assert.equal(wall(NOW, ZONE), '2026-03-05T12:00')
  assert.equal(instant('2026-13-45T99:00', ZONE), null)
  assert.equal(instant('12:00', ZONE), null)
})

test('a curve of samples is broken where none spoke any more', () => {
  const rows = [reading(0), reading(1), reading(9)]
  const [curve] = curves(rows, 'raw', 120, TITLES)
  assert.deepEqual(curve?.readings.map(one => one.value), [2, 2, null, 2])
  assert.equal(curve?.readings[2]?.at, at(3))
  assert.deepEqual(gaps(rows, 'raw', 120, at(-1), at(10)), [{ from: at(1), to: at(9), missing: 360 }])
  assert.deepEqual(gaps(rows, 'raw', 600, at(0), at(10)), [])
  assert.deepEqual(gaps(rows, 'raw', 600, at(-20), at(30)), [{ from: at(-20), to: at(0), missing: 600 }, { from: at(9), to: at(30), missing: 660 }], 'before the first and since the last')
  assert.deepEqual(gaps(rows, 'raw', 600, at(0), null), [], 'what follows is not known yet')
})

test('steps without samples are one gap, and break the curve', () => {
  const empty = { low: null, high: null, mean: null, weighted: null, count: 0, missing: 900, gaps: 1 }
  const rows = [reading(0), reading(15, empty), reading(30, { ...empty, missing: 300 }), reading(45), reading(60, { missing: 10 })]
  assert.deepEqual(gaps(rows, '15min', 60, at(0), at(75)), [{ from: at(15), to: at(45), missing: 1200 }, { from: at(60), to: at(75), missing: 10 }])
  assert.deepEqual(curves(rows, '15min', 60, TITLES).map(one => one.readings.map(each => each.value)),
    [[2, null, null, 2, 2], [1, null, null, 1, 1], [3, null, null, 3, 3]])
})

test('a step for which an earlier sample spoke is no gap', () => {
  const spoken = reading(15, { low: null, high: null, mean: null, weighted: 2, count: 0 })
  assert.deepEqual(curves([spoken], '15min', 3600, TITLES).map(one => one.readings[0]?.value), [2, 2, 2])
})

test('what is typed becomes a card, and what is left out is nothing', () => {
  const typed = { ...EMPTY, id: ' PU-1 ', kind: 'pump', name: '一号泵', address: '东门', lat: '37.8701', lon: '112,5481', building: ' ' }
  assert.deepEqual(card(typed, '140107001001'), {
    id: 'PU-1', kind: 'pump', community: '140107001001', serial: null, name: '一号泵', address: '东门', point: { lat: 37.8701, lon: 112.5481 },
    building: null, grid: null, zone: null, bearer: null, gateway: null, maker: null, model: null,
  })
  assert.deepEqual(lacking(typed, ['name', 'lat', 'lon']), {})
  assert.deepEqual(lacking({ ...typed, name: ' ', lat: '北纬', lon: '' }, ['name', 'lat', 'lon']), { name: 'missing', lat: 'latitude', lon: 'missing' })
  assert.deepEqual([named('/body/point/lat'), named('/body/agreed/until'), named('/body/owner'), named('/body')], ['lat', 'until', undefined, undefined])
})

test('what was agreed until a day stays as it was, unless another day is typed', () => {
  const agreed = { person: 'wang', basis: 'CONSENT', document: 'A-1', until: '2027-01-31T10:00:00Z' }
  const device = { id: 'WB-1', name: 'n', address: 'a', point: { lat: 1, lon: 2 }, agreed } as unknown as Device
  const answers = answersOf(device)
  assert.equal(answers.until, '2027-01-31')
  assert.deepEqual(particulars(answers, agreed).agreed, { ...agreed, guardian: null })
  const child = { ...agreed, guardian: 'li' }
  assert.deepEqual(particulars(answersOf({ ...device, agreed: child } as unknown as Device), child).agreed, child)
  assert.equal(particulars({ ...answers, until: '2027-02-28' }, agreed).agreed?.until, '2027-02-28T15:59:00.000Z')
  assert.equal('agreed' in particulars(answersOf({ ...device, agreed: null } as unknown as Device)), false)
})

test('a table is looked at before it is sent: its rows, what is missing, what nobody knows', () => {
  const of = looked('id,kind,name,lat,lon,colour\r\nPU-1,pump,"一号泵, ""东""",37.8,112.5,red\r\n\r\nPU-2,pump,"two\nlines",37.8,112.5,\r\n')
  assert.deepEqual(of.rows, [['PU-1', 'pump', '一号泵, "东"', '37.8', '112.5', 'red'], ['PU-2', 'pump', 'two\nlines', '37.8', '112.5', '']])
  assert.deepEqual([of.missing, of.strange], [['address'], ['colour']])
  assert.deepEqual(looked('').rows, [])
  assert.deepEqual(looked('id,id').strange, ['id'])
})

test('a table of a Chinese spreadsheet is read, too', () => {
  assert.equal(decoded(new Uint8Array([0xb1, 0xc3])), '泵')
  assert.equal(decoded(new TextEncoder().encode('\ufeff泵')), '泵')
})

test('where something stands is said once', () => {
  const stands = { address: '坞城花园7号楼2单元', building: '坞城花园7号楼', zone: '坞城3号供电区' }
  assert.equal(where(stands), '坞城花园7号楼2单元 · 坞城3号供电区')
  assert.equal(where({ ...stands, address: '东门' }), '东门 · 坞城花园7号楼 · 坞城3号供电区')
  assert.equal(where({ address: '东门', building: null, zone: null }), '东门')
})

test('a kind is shown by its name, by its code only if the catalogue has none', () => {
  assert.equal(kindName('tide_gauge', undefined), '…')
  assert.equal(kindName('tide_gauge', []), 'tide_gauge')
})

test('digits follow the precision, and what is late for its kind is old', () => {
  assert.deepEqual([1, 0.5, 0.1, 0.01, 10].map(digitsOf), [0, 1, 1, 2, 0])
  const kind = { every_seconds: 60, silent_after: 3 }
  assert.deepEqual([isOld(at(-2), kind, NOW), isOld(at(-4), kind, NOW)], [false, true])
})
