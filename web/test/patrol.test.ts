import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, fill, HERE, press } from './desk.ts'
import { draw, drawn } from './dom.ts'
import { telephone } from './telephone.ts'
import { measuresOf, readingsOf } from '../src/shell/work/patrol/measured.ts'

const { h } = await import('preact')
const { learning } = await import('../src/lib/i18n.ts')
const { own } = await import('../src/lib/own.ts')
const { Working } = await import('../src/shell/work/worker.tsx')
const { default: Check } = await import('../src/shell/work/patrol/check.tsx')
const { default: Walking } = await import('../src/shell/work/patrol/screen.tsx')
await learning('work', Promise.resolve())
const { outbox } = telephone()
after(async () => {
  await draw(null)
  own.value?.seen.stop()
})

const limit = (kind: 'hydrant' | 'manhole', measure: string, unit: string) => ({ kind, measure, unit })
const LIMITS = [limit('hydrant', 'pressure_mpa', 'MPa'), limit('hydrant', 'pressure_mpa', 'MPa'), limit('hydrant', 'fault', ''), limit('manhole', 'tilt_degrees', '°')]

test('what has a number and a unit is measured, each once; codes and states are not', () => {
  assert.deepEqual(measuresOf(LIMITS, 'hydrant'), [{ name: 'pressure_mpa', unit: 'MPa' }])
  assert.deepEqual(measuresOf(LIMITS, 'fire_lane'), [])
})

test('what is no number is named, and what was not measured is left out', () => {
  assert.deepEqual(readingsOf({ a: ' ０．１２ ', b: '', c: '高', d: '-3' }), { readings: { a: 0.12, d: -3 }, wrong: ['c'] })
})

test('a pressure that was measured on a patrol goes with its check', async () => {
  const id = 'b'.repeat(26)
  city.answer = path => {
    if (path.endsWith('/limits')) return { items: LIMITS }
    if (path.endsWith('/rounds')) return { items: [{ id: 'R', kind: 'hydrant', items: [{ id: 'hydrant-sound', zh: '完好', en: 'sound' }], article: '', verified: false }] }
    if (path.endsWith('/assets')) return { items: [{ id: 'HY-1', name: '一号栓' }], next: null }
    return { id, plan_id: 'p', title: '消火栓', row: 'R', route: ['HY-1'], state: 'walking', checked: {}, checks: [] }
  }
  const me = { data: { id: 'wang', memberships: [{ role: 'grid_worker', place: HERE }] }, at: 0, waiting: false }
  const page = await draw(h(Working.Provider, { value: me as never, children: h(Check as never, { params: { id, asset: 'HY-1' } } as never) }))
  for (let n = 0; n < 8; n += 1) await drawn()
  page.tagged('input').find(one => one.getAttribute('type') === 'radio')?.fire('change')
  await drawn()
  await fill(page, { 'measured-pressure_mpa': '低' })
  await press(page, '记下并返回路线')
  assert.deepEqual([(await outbox.acts()).length, page.textContent.includes('请填写数字')], [0, true])
  await fill(page, { 'measured-pressure_mpa': '0.09' })
  await press(page, '记下并返回路线')
  const [kept] = await outbox.acts()
  assert.deepEqual([kept?.path, kept?.body.readings, kept?.body.answers], [`/v1/facilities/patrols/${id}/checks`, { pressure_mpa: 0.09 }, { 'hydrant-sound': 'ok' }])
})

test('a patrol is begun of its plan as it is shown here, which may be another by the time the city hears', async () => {
  const plan = { id: 'c'.repeat(26), version: 7, title: '消火栓', row: 'R', route: ['HY-1'] }
  const { answer } = city
  city.answer = (path, query) => (path.endsWith('/plans') ? { items: [plan], next: null } : answer(path, query))
  const me = { data: { id: 'wang', memberships: [{ role: 'grid_worker', place: HERE }] }, at: 0, waiting: false }
  const page = await draw(h(Working.Provider, { value: me as never, children: h(Walking as never, { params: { id: `plan-${plan.id}` } } as never) }))
  for (let n = 0; n < 8; n += 1) await drawn()
  await press(page, '开始巡检')
  const kept = (await outbox.acts()).find(one => one.path === '/v1/facilities/patrols')
  assert.deepEqual([kept?.body.plan_id, kept?.body.version], [plan.id, 7])
})
