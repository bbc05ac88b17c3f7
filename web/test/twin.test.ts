import assert from 'node:assert/strict'
import test from 'node:test'
import { compared, rowsOf, valuesOf } from '../src/shell/ops/devices/twin/values.ts'

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

test('a text of digits stays a text', () => {
  assert.deepEqual(valuesOf([{ name: 'floor', sort: 'text', value: '03' }]).values, { floor: '03' })
})

test('what is not so yet waits until the device has heard it, and then differs', () => {
  const twin = { settings: { quiet: true, floor: 3 }, reported: { floor: 3, every_seconds: 60 }, delta: { quiet: true }, wished: 2, heard: 1 }
  const sides = (heard: number) => compared({ ...twin, heard }).map(one => [one.name, one.side])
  assert.deepEqual(sides(1), [['quiet', 'waits'], ['floor', 'same'], ['every_seconds', 'own']])
  assert.deepEqual(sides(2)[0], ['quiet', 'differs'])
})
