import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { changed, city, fill, press, seen as shown, settled } from './desk.ts'
import { draw } from './dom.ts'
import { inOrder, isOpen, until } from '../src/shell/ops/environment/seen/order.ts'
import { lacks, particulars, UNKNOWN } from '../src/shell/ops/environment/particulars.ts'
import { entered, lacking, NOWHERE, typed } from '../src/shell/ops/environment/place.ts'

const { learning } = await import('../src/lib/i18n.ts')
const { filter } = await import('../src/lib/router.ts')
const { default: Sightings } = await import('../src/shell/ops/environment/seen/list.tsx')
const { Judge } = await import('../src/shell/ops/environment/seen/judge.tsx')
const { default: Stations } = await import('../src/shell/ops/environment/stations.tsx')
const { default: Sensors } = await import('../src/shell/ops/environment/sensors.tsx')
await learning('sight', Promise.resolve())
after(() => draw(null)) // nothing asks again

type Stage = Parameters<typeof isOpen>[0]['stage']
const seen = (id: string, stage: Stage, since: string, more: object = {}) => ({ id, stage, since, found: null as unknown, asked: [] as { until: string }[], ...more })

test('who is asked comes first, the one whose time is over soonest; then where people go, then what is noted, then what is over', () => {
  const rows = [
    seen('closed', 'closed', '09:00'), seen('noted', 'noted', '08:00'), seen('raised', 'raised', '07:00'), seen('newer', 'raised', '07:30'),
    seen('late', 'asking', '06:00', { asked: [{ until: '06:01' }, { until: '06:05' }] }), seen('soon', 'asking', '06:02', { asked: [{ until: '06:03' }] }),
    seen('judged', 'noted', '08:30', { found: {} }),
  ]
  assert.deepEqual(inOrder(rows).map(one => one.id), ['soon', 'late', 'newer', 'raised', 'noted', 'closed', 'judged'])
})

test('what was noted is open until somebody says what it was', () => {
  assert.equal(isOpen(seen('a', 'noted', '08:00')), true)
  assert.equal(isOpen(seen('a', 'noted', '08:00', { found: {} })), false)
  assert.equal(isOpen(seen('a', 'well', '08:00')), false)
})

test('only who is being asked has time left', () => {
  const asked = [{ until: '06:01' }, { until: '06:05' }]
  assert.equal(until(seen('a', 'asking', '06:00', { asked })), '06:05')
  assert.equal(until(seen('a', 'asking', '06:00')), null)
  assert.equal(until(seen('a', 'raised', '06:00', { asked })), null)
})

test('a place is entered as it is typed, and what is none is told', () => {
  const place = { ...NOWHERE, name: ' 一号 ', lat: '37,87', lon: '112.55', building: ' ' }
  assert.deepEqual(entered(place), { name: '一号', point: { lat: 37.87, lon: 112.55 }, grid: null, building: null, zone: null })
  assert.deepEqual(lacking(place), [])
  assert.deepEqual(lacking({ ...place, lat: '91', lon: 'x' }), ['lat', 'lon'])
  assert.deepEqual(lacking(NOWHERE), ['name', 'lat', 'lon'])
  assert.deepEqual(typed(entered(place)), { ...place, name: '一号', lat: '37.87', building: '' })
})

test('of a station is asked what its kind has', () => {
  const air = { ...UNKNOWN, id: 'AQ-1', kind: 'air' as const, name: '一站', address: '学府街', lat: '1', lon: '2' }
  assert.deepEqual(lacks(air, true), [])
  assert.deepEqual(lacks({ ...air, kind: 'noise' }, true), ['zone'])
  assert.deepEqual(lacks({ ...air, kind: 'water' }, true), ['water'])
  assert.deepEqual(lacks({ ...air, kind: 'water', water: 'river' }, true), ['target'])
  assert.deepEqual(lacks({ ...UNKNOWN, name: 'x', lat: '1', lon: '2' }, false), ['address'])
  assert.deepEqual([particulars(air).zone, particulars({ ...air, water: 'lake', target: '3' }).target], [null, 3])
})

test('the open ones are asked for, however many are over; all only by the filter', async () => {
  city.answer = (_, query) => {
    const one = { id: query.get('kind'), kind: query.get('kind'), stage: query.get('stage') ? 'raised' : 'closed', since: '2026-03-05T14:00:00Z', found: null, asked: [], reports: [{ confidence: 1, sensor_id: 's' }] }
    return { items: query.get('after') ? [one] : [], next: query.get('after') ? null : 'b' }
  }
  const page = await shown('grid_worker', Sightings as never, {})
  assert.match(page.textContent, /没处理完的（2 件）/)
  filter({ all: '1' })
  await settled()
  assert.match(page.textContent, /看到的（列出 2 件）/)
  filter({ all: null })
})

test('that none of those looked at is doubted is not told as of all', async () => {
  const sensor = { id: 'a', kind: 'camera', name: '东门', doubted_since: null, rate: null }
  city.answer = () => ({ items: Array.from({ length: 50 }, () => sensor), next: 'b' })
  filter({ doubted: '1' })
  const sensors = await shown('grid_worker', Sensors as never, {})
  assert.match(sensors.textContent, /没有误报太多的.*只看前 200 条/)
})

test('of a kind of which the first stations are none, more may be listed', async () => {
  const station = { id: 'WQ-1', name: '水厂', kind: 'water', address: '', state: 'in_use', latest: null }
  city.answer = (_, query) => ({ items: query.get('after') ? [station] : [], next: query.get('after') ? null : 'b' })
  filter({ kind: 'water' })
  const page = await shown('community_worker', Stations as never, {})
  await press(page, '再列一些')
  assert.match(page.textContent, /水厂/)
})

test('what one wrote of a sighting that another judges first stays, and may be taken elsewhere', async () => {
  const sighting = { id: 's1', kind: 'thrown_object', found: null }
  const props = (found: unknown) => ({ of: { ...sighting, found }, again: async () => {} })
  const page = await shown('grid_worker', Judge as never, props(null))
  const [field] = page.tagged('textarea')
  await fill(page, { [field?.id ?? '']: '三楼窗台掉下一个花盆 ' })
  const another = { outcome: 'false', note: '地上只有树叶', by: 'chen', at: '2026-03-05T14:00:00Z' }
  await changed('grid_worker', Judge as never, props(another))
  assert.match(page.textContent, /地上只有树叶.*你写的没有记下/)
  assert.deepEqual(page.tagged('textarea').map(one => one.value), ['三楼窗台掉下一个花盆'])
  await press(page, '不要了')
  assert.equal(page.tagged('textarea').length, 0)
})

test('who said himself what it was is not told that it is not recorded', async () => {
  const of = { id: 's2', kind: 'fall', found: null as unknown }
  const again = async () => {}
  const page = await shown('grid_worker', Judge as never, { of, again })
  page.tagged('input')[0]?.fire('change')
  const [field] = page.tagged('textarea')
  await fill(page, { [field?.id ?? '']: '在家里摔的' })
  await press(page, '说定（只能说一次）')
  await settled()
  assert.equal(city.sent.at(-1)?.[1].note, '在家里摔的')
  await changed('grid_worker', Judge as never, { of: { ...of, found: { outcome: 'real', note: '在家里摔的', by: 'li', at: '2026-03-05T14:00:00Z' } }, again })
  assert.doesNotMatch(page.textContent, /没有记下/)
})
