import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AQI, curve, exceeded, limits, measured, read, since } from '../src/shell/public/environment/told.ts'
import type { Measure, Value } from '../src/shell/public/environment/types.ts'

const measure = (id: string, more: Partial<Measure> = {}): Measure => ({ id, zh: `${id}中`, en: id, unit: 'mg/L', digits: 2, limits: [], ...more })
const hour = (at: string, means: Value['means'], more: object = {}): Value =>
  ({ begins: `2026-03-05T${at}:00Z`, ends: `2026-03-05T${at}:59Z`, means, air: null, over: [], ...more }) as unknown as Value
const AIR = [measure('pm2_5'), measure('o3')]
const ids = (all: { id: string }[]): string[] => all.map(one => one.id)

test('of air the index comes first, and what was never measured is not offered', () => {
  const values = [hour('01:00', { pm2_5: 12 }), hour('02:00', { pm2_5: null })]
  assert.deepEqual(ids(measured('air', AIR, values, 'zh', 'AQI')), [AQI, 'pm2_5'])
  assert.equal(measured('air', AIR, values, 'en', 'AQI')[1]?.title, 'pm2_5')
  assert.deepEqual(ids(measured('water', [measure('ph'), measure('tn')], [hour('01:00', { ph: 7 })], 'zh', 'AQI')), ['ph'])
  assert.deepEqual(measured('water', [measure('ph')], [], 'zh', 'AQI'), [])
})

test('an index that is not known breaks its curve, and is not zero', () => {
  const values = [hour('01:00', {}, { air: { aqi: 0 } }), hour('02:00', {}, { air: { aqi: null } }), hour('03:00', {})]
  const [aqi] = measured('air', AIR, values, 'zh', 'AQI')
  assert.ok(aqi)
  assert.deepEqual(curve(values, aqi).readings.map(one => one.value), [0, null, null])
  assert.equal(read(hour('01:00', { ph: 0 }), 'ph'), 0)
})

test('an hour of noise is held to what holds by day and by night, a night to its own', () => {
  const held = (period: 'day' | 'night' | null, value: number) => ({ bound: 'most' as const, value, period, article: 'a', verified: true })
  const [leq] = measured('noise', [measure('leq', { limits: [held('day', 60), held('night', 50)] })], [], 'zh', 'AQI')
  assert.ok(leq)
  const named = (span: 'hour' | 'day' | 'night') => limits(leq, span, one => one.period ?? '')
  assert.deepEqual(named('hour'), [{ title: 'day', value: 60 }, { title: 'night', value: 50 }])
  assert.deepEqual(named('night'), [{ title: 'night', value: 50 }])
})

test('what is exceeded is told of its own measure', () => {
  const loud = hour('22:00', { leq: 52 }, { over: [{ measure: 'leq', limit: 45 }] })
  assert.equal(exceeded(loud, 'leq'), true)
  assert.equal(exceeded(loud, 'lmax'), false)
  assert.equal(exceeded(null, 'leq'), false)
})

test('of hours two days are asked for, from a whole hour on', () => {
  assert.equal(since('hour', Date.parse('2026-03-05T10:59:59.999Z')), '2026-03-03T10:00:00.000Z')
  assert.equal(since('night', Date.parse('2026-03-05T10:00:00Z')), '2026-02-02T10:00:00.000Z')
})
