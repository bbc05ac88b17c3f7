import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { city, fill, press, seen } from './desk.ts'
import { draw } from './dom.ts'
import { argumentsOf, type Control } from '../src/shell/ops/devices/twin/arguments.ts'
import { compared, rowsOf, valuesOf } from '../src/shell/ops/devices/twin/values.ts'

const { learning } = await import('../src/lib/i18n.ts')
const { Settings } = await import('../src/shell/ops/devices/twin/settings.tsx')
for (const words of ['devices', 'twin'] as const) await learning(words, Promise.resolve())
after(() => draw(null))

test('what is typed becomes a value of its type, and back', () => {
  const values = { every_seconds: 60, name: '东门', quiet: true }
  assert.deepEqual(valuesOf(rowsOf(values)), { values, wrong: [] })
})

test('a row of which nothing is filled in is none', () => {
  assert.deepEqual(valuesOf([{ name: '', sort: 'text', value: ' ' }]), { values: {}, wrong: [] })
})

test('what is no name, is there twice, or is not of its type is told by its row', () => {
  const rows = [
    { name: 'Speed', sort: 'number', value: '1' },
    { name: 'speed', sort: 'number', value: '1' },
    { name: 'speed', sort: 'number', value: '2' },
    { name: 'far', sort: 'number', value: 'much' },
    { name: 'off', sort: 'yes-no', value: '' },
  ] as const
  const said = valuesOf(rows)
  assert.deepEqual(said.wrong.map(one => [one.row, one.what]), [[0, 'name'], [2, 'twice'], [3, 'value'], [4, 'value']])
  assert.deepEqual(said.values, { speed: 1 })
})

const taken = (argument: string, type: string, more: object = {}) => ({ argument, type, name: { zh: argument, en: argument }, unit: null, least: null, most: null, optional: false, ...more })
const control = { command: 'go', name: null, arguments: [taken('to', 'string', { most: 2 }), taken('speed', 'number', { least: 0.1, most: 1.5, optional: true }), taken('times', 'integer', { optional: true }), taken('quiet', 'boolean', { optional: true })] } as Control

test('what is typed goes with a command as its kind says', () => {
  assert.deepEqual(argumentsOf(control, { to: ' 东门 ', speed: '1', times: '3', quiet: 'false', other: 'x' }), { values: { to: '东门', speed: 1, times: 3, quiet: false }, wrong: {} })
  assert.deepEqual(argumentsOf(control, { to: '03' }), { values: { to: '03' }, wrong: {} })
})

test('of a command whose arguments the kind does not list none are sent', () => {
  assert.deepEqual(argumentsOf({ ...control, arguments: null }, { to: 'x' }), { values: {}, wrong: {} })
})

test('what lacks, is of another type or out of its bounds is told by its argument', () => {
  assert.deepEqual(argumentsOf(control, {}).wrong, { to: 'missing' })
  assert.deepEqual(argumentsOf(control, { to: '东南门', speed: '2', times: '1.5', quiet: 'perhaps' }), { values: {}, wrong: { to: 'range', speed: 'range', times: 'type', quiet: 'type' } })
  assert.deepEqual(argumentsOf(control, { to: 'x', speed: 'fast' }).wrong, { speed: 'type' })
})

test('a text of digits stays a text', () => {
  assert.deepEqual(valuesOf([{ name: 'floor', sort: 'text', value: '03' }]).values, { floor: '03' })
})

test('what is not so yet waits until the device has heard it, and then differs', () => {
  const twin = { settings: { quiet: true, floor: 3 }, reported: { floor: 3, every_seconds: 60 }, delta: { quiet: true }, wished: 2, heard: 1 }
  const sides = (heard: number) => compared({ ...twin, heard }).map(one => [one.name, one.side])
  assert.deepEqual(sides(1), [['quiet', 'waits'], ['floor', 'same'], ['every_seconds', 'own']])
  assert.deepEqual(sides(2)[0], ['quiet', 'differs'])
})

test('what is wrong with a setting is told above them, with its way to the field', async () => {
  const of = { device_id: 'KS-1', version: 1, wished: 0, heard: 0, wished_at: null, wished_by: null, reported_at: null, settings: { volume: 3 }, reported: {}, delta: {} }
  const page = await seen('community_worker', Settings as never, { of, fixed: false, again: async () => {} })
  await press(page, '修改设定')
  await fill(page, { 'setting-0-value': 'loud' })
  await press(page, '下发设定')
  assert.deepEqual(page.tagged('a').map(one => [one.href ?? one.getAttribute('href'), one.textContent]), [['#setting-0-value', '请填写符合类型的值']])
  assert.deepEqual(city.sent, [])
  await fill(page, { 'setting-0-value': '5' })
  await press(page, '下发设定')
  assert.deepEqual(city.sent, [['PUT /v1/devices/KS-1/twin', { settings: { volume: 5 } }]])
})
