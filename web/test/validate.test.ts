import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { branches, unknown, validate } from '../src/lib/validate.ts'

const file = new URL('./vectors/validate.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8'))

for (const { why, schema, cases } of vectors) {
  test(why, () => {
    assert.deepEqual(unknown(schema), [])
    for (const { value, errors } of cases) {
      assert.deepEqual(validate(schema, value), errors, JSON.stringify(value))
    }
  })
}

test('a schema beyond the subset is told, wherever it goes beyond', () => {
  const schema = {
    type: 'object',
    'x-ui': { anything: { goes: 1 } },
    properties: {
      properties: { type: 'string', format: 'email' },
      many: { type: 'array', items: { anyOf: [] } },
      one: { oneOf: [{ type: 'string' }] },
    },
    if: { not: {} },
    additionalProperties: { type: 'string' },
  }
  assert.deepEqual(unknown(schema), [
    '/properties/properties/format',
    '/properties/many/items/anyOf',
    '/properties/one/oneOf',
    '/if/not',
    '/additionalProperties',
  ])
})

test('branches are those that hold as things stand', () => {
  const schema = { if: { required: ['a'] }, then: { title: 'with' }, allOf: [{ title: 'always' }] }
  assert.deepEqual(branches(schema, { a: 1 }), [{ title: 'always' }, { title: 'with' }])
  assert.deepEqual(branches(schema, {}), [{ title: 'always' }, {}])
})
