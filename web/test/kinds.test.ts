import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardIn, EXAMPLE, placesOf } from '../src/shell/ops/devices/kinds/entered.ts'

test('a file of a kind is read, with or without a mark of the byte order; what is none is not', () => {
  assert.deepEqual(cardIn(`\ufeff${JSON.stringify(EXAMPLE)}`), EXAMPLE)
  for (const text of ['', '{', '[]', '1', 'null', '"x"']) assert.equal(cardIn(text), undefined, text)
})

test('a fault is told where it stands, counted as people count, with what stands there', () => {
  const found = placesOf([
    { pointer: '/body/measures/0/most', code: 'range-is-empty' },
    { pointer: '/body/prefix', code: 'prefix-taken' },
    { pointer: '/body/name/en', code: 'missing' },
    { pointer: '/body', code: 'told-twice' },
  ], { ...EXAMPLE, name: { zh: '冷柜' } as never })
  assert.deepEqual(found, [
    { path: 'measures › 1 › most', code: 'range-is-empty', says: '60' },
    { path: 'prefix', code: 'prefix-taken', says: '"ZC"' },
    { path: 'name › en', code: 'missing', says: '' },
    { path: '', code: 'told-twice', says: '' },
  ])
})
