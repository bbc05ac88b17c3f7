import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asked, changed, faults, fieldAt, fromApi, groups, said, titleOf, values } from '../src/lib/pages.ts'
import { unknown } from '../src/lib/validate.ts'

const SCHEMA = {
  type: 'object',
  title: '居住登记',
  'x-ui': { groups: [{ id: 'who', title: { zh: '本人', en: 'You' } }, { id: 'home', title: '住处' }] },
  properties: {
    home: { title: '住房', enum: ['own', 'rent'], 'x-ui': { group: 'home', order: 1 } },
    floor: { title: '楼层', type: 'integer', minimum: 1, 'x-ui': { group: 'home', order: 2 } },
    name: { title: '姓名', type: 'string', minLength: 2, 'x-ui': { group: 'who' } },
    others: {
      title: '同住人', type: 'array', 'x-ui': { group: 'more' },
      items: { type: 'object', properties: { age: { title: '年龄', type: 'integer' } }, required: ['age'] },
    },
  },
  required: ['name', 'home'],
  if: { properties: { home: { const: 'rent' } }, required: ['home'] },
  then: {
    properties: { landlord: { title: '房东', type: 'string', 'x-ui': { group: 'home', order: 3 } } },
    required: ['landlord'],
  },
}
const shape = (answers: object) =>
  groups(SCHEMA, answers as never).map(one => [one.id, ...one.fields.map(field => field.name)])
const codes = (found: { pointer: string; code: string }[]) => found.map(one => `${one.pointer} ${one.code}`)

test('the schema of this test is within the subset', () => assert.deepEqual(unknown(SCHEMA), []))

test('each group is a page, in the order of the groups, and its fields in theirs', () => {
  assert.deepEqual(shape({}), [['who', 'name'], ['home', 'home', 'floor'], ['more', 'others']])
  assert.deepEqual(groups(SCHEMA, {}).map(one => said(one.title, 'en')), ['You', '住处', '居住登记'])
})

test('a field that hangs on an answer is asked once that is given', () => {
  assert.deepEqual(shape({ home: 'rent' })[1], ['home', 'home', 'floor', 'landlord'])
  assert.equal(asked(SCHEMA, { home: 'rent' }).find(one => one.name === 'landlord')?.required, true)
})

test('what is not asked any more is not handed in, but was not forgotten', () => {
  const answers = { name: '王磊', home: 'own', landlord: '李' }
  assert.deepEqual(values(SCHEMA, answers), { home: 'own', name: '王磊' })
  assert.deepEqual(values(SCHEMA, { ...answers, home: 'rent' }), { home: 'rent', name: '王磊', landlord: '李' })
})

test('a condition is asked of what an answer means, and of no answer that does not count', () => {
  const text = { type: 'string' }
  const schema = {
    properties: { floor: { type: 'integer' } },
    allOf: [
      { if: { required: ['floor'], properties: { floor: { minimum: 7 } } }, then: { properties: { lift: text } } },
      { if: { required: ['lift'] }, then: { properties: { firm: text } } },
    ],
  }
  assert.deepEqual(values(schema, { floor: '8', lift: 'x', firm: 'y' }), { floor: 8, lift: 'x', firm: 'y' })
  assert.deepEqual(values(schema, { floor: '2', lift: 'x', firm: 'y' }), { floor: 2 })
})

test('typed answers become values; what is no number stays as it was typed', () => {
  assert.deepEqual(values(SCHEMA, { floor: ' １２ ', name: '  ' }), { floor: 12 })
  assert.deepEqual(values(SCHEMA, { floor: '1,200' }), { floor: 1200 })
  assert.deepEqual(values(SCHEMA, { floor: '三' }), { floor: '三' })
  assert.deepEqual(values(SCHEMA, { others: [{ age: '' }, { age: '3' }] }), { others: [{}, { age: 3 }] })
  assert.deepEqual(values(SCHEMA, { others: [] }), {})
})

test('a page is judged alone, and all pages in their order, one fault a field', () => {
  assert.deepEqual(codes(faults(SCHEMA, { floor: '0' }, 'home')), ['/home required', '/floor minimum'])
  assert.deepEqual(codes(faults(SCHEMA, { floor: '0' })), ['/name required', '/home required', '/floor minimum'])
  assert.deepEqual(codes(faults(SCHEMA, { name: '王磊', home: 'rent' }, 'home')), ['/landlord required'])
  assert.deepEqual(faults(SCHEMA, { name: '王磊', home: 'own' }), [])
})

test('what the API says is shown at the same fields, in the same words', () => {
  const found = fromApi([
    { pointer: '/body/others/0/age', code: 'missing' },
    { pointer: '/headers/if-match', code: 'too-late' },
  ])
  assert.deepEqual(codes(found), ['/others/0/age required', '/headers/if-match too-late'])
  assert.deepEqual(codes(fromApi([{ pointer: '/body/answers/x', code: 'pattern' }], '/body/answers')), ['/x pattern'])
})

test('a field is found by its pointer, in lists too', () => {
  const answers = { others: [{ age: '1' }] }
  assert.equal(titleOf(fieldAt(SCHEMA, answers, '/others/0/age')!, 'zh'), '年龄')
  assert.equal(fieldAt(SCHEMA, answers, '/others/0/age')?.pointer, '/others/0/age')
  assert.equal(fieldAt(SCHEMA, answers, '/landlord'), undefined)
  assert.equal(fieldAt(SCHEMA, { home: 'rent' }, '/landlord')?.required, true)
})

test('one answer changes in a copy', () => {
  const before = { a: [{ b: 1 }, { b: 2 }] }
  assert.deepEqual(changed(before, '/a/1/b', 3), { a: [{ b: 1 }, { b: 3 }] })
  assert.deepEqual(changed(before, '/a/0', undefined), { a: [{ b: 2 }] })
  assert.deepEqual(changed({}, '/c/d', 'x'), { c: { d: 'x' } })
  assert.deepEqual(before, { a: [{ b: 1 }, { b: 2 }] })
})
