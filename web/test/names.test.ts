import assert from 'node:assert/strict'
import test from 'node:test'
import { learn, nameOf } from '../src/shell/ops/names.ts'

test('a name is known once an answer has brought it, and an answer without names is given as it is', () => {
  const answer = { items: [], names: { 'wang-1': '王磊', 'li-1': '' } }
  assert.equal(learn(answer), answer)
  assert.equal(nameOf('wang-1'), '王磊')
  assert.equal(nameOf('li-1'), undefined)
  for (const other of [undefined, null, 'text', { names: null }, { names: { a: 7 } }]) assert.equal(learn(other), other)
  assert.equal(nameOf('a'), undefined)
})
