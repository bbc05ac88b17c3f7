import assert from 'node:assert/strict'
import { test } from 'node:test'
import { match } from '../src/lib/router.ts'

test('a pattern names the parts of a path', () => {
  assert.deepEqual(match('/', '/'), {})
  assert.deepEqual(match('/cases/:id', '/cases/A%201'), { id: 'A 1' })
  assert.deepEqual(match('/apply/:item/:page', '/apply/elder/2/'), { item: 'elder', page: '2' })
})

test('a path that is longer, shorter or another does not fit', () => {
  assert.equal(match('/cases/:id', '/cases'), null)
  assert.equal(match('/cases/:id', '/cases/1/2'), null)
  assert.equal(match('/cases/:id', '/vote/1'), null)
  assert.equal(match('/', '/me'), null)
})

test('what is no address stays as it is', () => {
  assert.deepEqual(match('/v/:code', '/v/%E0%A4%A'), { code: '%E0%A4%A' })
})
