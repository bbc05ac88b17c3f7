import assert from 'node:assert/strict'
import { test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const { h } = await import('preact')
const { useState } = await import('preact/hooks')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Problem } = await import('../src/lib/problem.ts')
const { Form, shown } = await import('../src/ui/wizard.tsx')
await speak('zh')
await learning('forms', Promise.resolve())

const SCHEMA = {
  type: 'object', title: '登记',
  'x-ui': { groups: [{ id: 'who', title: '本人' }, { id: 'home', title: '住处' }] },
  properties: {
    name: { title: '姓名', type: 'string', minLength: 2, 'x-ui': { group: 'who', source: '户籍' } },
    card: { title: '证件号', type: 'string', pattern: '^[0-9]{4,}$', 'x-ui': { group: 'who', sensitive: true, faults: { pattern: '证件号是数字' } } },
    home: { title: '住房', oneOf: [{ const: 'own', title: '自有' }, { const: 'rent', title: '租住' }], 'x-ui': { group: 'home' } },
    floor: { title: '楼层', type: 'integer', minimum: 1, 'x-ui': { group: 'home' } },
  },
  required: ['name', 'home'],
}

interface Tried {
  page: FakeNode
  handed: unknown[]
  at: () => string
}

/** The form with a page's memory around it, as a shell gives it. */
async function open(answers: object, more: object = {}, at = ''): Promise<Tried> {
  const handed: unknown[] = []
  let where = at
  function Shell() {
    const [all, keep] = useState<Record<string, unknown>>(answers as never)
    const [here, go] = useState(at)
    where = here
    const submit = async (values: unknown) => void handed.push(values)
    return h(Form, { schema: SCHEMA, answers: all, keep, at: here, go, submit, ...more })
  }
  document.title = '登记'
  const page = await draw(h(Shell, {}))
  return { page, handed, at: () => where }
}

const type = async (page: FakeNode, id: string, text: string) => {
  const field = page.all(node => node.id === id)[0] as FakeNode
  field.value = text
  field.fire('input')
  await drawn()
}
const submit = async (page: FakeNode) => {
  page.tagged('form')[0]?.fire('submit')
  await drawn()
}
const press = async (page: FakeNode, text: string) => {
  page.named(text).fire('click')
  await drawn()
}
const faults = (page: FakeNode) => page.all(node => node.className === 'fault').map(node => node.textContent)

test('each field has its label, its hint and where its answer is from', async () => {
  const { page } = await open({ name: '王磊' })
  const labels = page.tagged('label').map(node => [node.getAttribute('for'), node.textContent])
  assert.deepEqual(labels, [['f-name', '姓名'], ['f-card', '证件号 （选填）']])
  const [name] = page.tagged('input')
  assert.equal(name?.value, '王磊')
  assert.equal(name?.getAttribute('aria-describedby'), 'f-name-source')
  assert.ok(page.textContent.includes('已按户籍填好'))
})

test('nothing is judged while one types; on pressing, the summary is focused and says the same words', async () => {
  const { page } = await open({})
  await type(page, 'f-name', '王')
  await type(page, 'f-card', 'x')
  assert.deepEqual(faults(page), [])
  await submit(page)
  assert.deepEqual(faults(page), ['错误：姓名至少 2 个字', '错误：证件号是数字'])
  const links = page.all(node => node.localName === 'a')
  assert.deepEqual(links.map(node => node.textContent), ['姓名至少 2 个字', '证件号是数字'])
  assert.ok((document.activeElement as unknown as FakeNode).textContent.includes('请改正'))
  assert.equal(document.title, '错误：登记')
  assert.equal(page.tagged('input')[0]?.value, '王')
  assert.equal(page.tagged('input')[0]?.getAttribute('aria-invalid'), 'true')
  assert.ok(page.tagged('button').every(node => !node.disabled))
  links[0]?.fire('click')
  await drawn()
  assert.equal((document.activeElement as unknown as FakeNode).id, 'f-name')
})

test('pressing again with the same fault focuses the summary again', async () => {
  const { page } = await open({})
  await submit(page)
  page.tagged('input')[0]?.focus()
  await submit(page)
  assert.ok((document.activeElement as unknown as FakeNode).textContent.includes('请改正'))
})

test('page by page, then what was answered, then it is handed in as values', async () => {
  const it = await open({ name: ' 王磊 ', card: '14010012345' })
  await submit(it.page)
  assert.equal(it.at(), 'home')
  assert.equal(document.title, '登记')
  const [own] = it.page.tagged('input')
  Object.assign(own as FakeNode, { checked: true }).fire('change')
  await drawn()
  await type(it.page, 'f-floor', '１２')
  await submit(it.page)
  assert.equal(it.at(), 'check')
  const rows = it.page.tagged('dd').map(node => node.textContent).filter(text => text !== '修改')
  assert.deepEqual(rows, [' 王磊 ', '•••••••2345', '自有', '１２'])
  await press(it.page, '提交')
  assert.deepEqual(it.handed, [{ name: '王磊', card: '14010012345', home: 'own', floor: 12 }])
})

test('without the declaration nothing is handed in, and it says what is missing', async () => {
  const it = await open({ name: '王磊', home: 'own' }, { declaration: '以上属实' }, 'check')
  await press(it.page, '提交')
  assert.deepEqual(it.handed, [])
  assert.ok(it.page.textContent.includes('请勾选声明'))
  Object.assign(it.page.tagged('input')[0] as FakeNode, { checked: true }).fire('change')
  await drawn()
  await press(it.page, '提交')
  assert.equal(it.handed.length, 1)
})

test('what another page lacks is told at the end, with a way to it', async () => {
  const it = await open({ home: 'own' }, {}, 'check')
  await press(it.page, '提交')
  assert.deepEqual(it.handed, [])
  it.page.named('请填写姓名').fire('click')
  await drawn()
  assert.equal(it.at(), 'who')
  assert.deepEqual(faults(it.page), ['错误：请填写姓名'])
  assert.equal((document.activeElement as unknown as FakeNode).id, 'f-name')
})

test('what the city finds wrong is told by the same words at the same field', async () => {
  const wrong = new Problem(422, 'invalid', '有误', [{ pointer: '/body/floor', code: 'less_than_equal' }])
  const it = await open({ name: '王磊', home: 'own', floor: '99' }, { submit: () => Promise.reject(wrong) }, 'check')
  await press(it.page, '提交')
  it.page.named('楼层不能大于').fire('click')
  await drawn()
  assert.equal(it.at(), 'home')
  assert.equal(it.page.all(node => node.id === 'f-floor')[0]?.value, '99')
})

test('many pages are a list of what is done and what is not', async () => {
  const many = Object.fromEntries(['a', 'b', 'c', 'd'].map(name => [name, { title: name, type: 'string', 'x-ui': { group: name } }]))
  const groups = ['a', 'b', 'c', 'd'].map(id => ({ id, title: `第${id}` }))
  const schema = { type: 'object', properties: many, required: ['b'], 'x-ui': { groups } }
  const it = await open({ a: '1' }, { schema })
  assert.ok(it.page.textContent.includes('共 4 项，已填 3 项'))
  await press(it.page, '继续填写')
  assert.equal(it.at(), 'b')
  await type(it.page, 'f-b', 'x')
  await submit(it.page)
  assert.equal(it.at(), '')
  await press(it.page, '核对')
  assert.equal(it.at(), 'check')
})

test('items are added, filled and removed', async () => {
  const schema = { type: 'object', properties: { others: { title: '同住人', type: 'array', items: { type: 'object', properties: { age: { title: '年龄', type: 'integer' } }, required: ['age'] } } } }
  const it = await open({}, { schema })
  await press(it.page, '再加一项')
  await press(it.page, '再加一项')
  await type(it.page, 'f-others-1-age', '7')
  await submit(it.page)
  assert.deepEqual(faults(it.page), ['错误：请填写年龄'])
  await press(it.page, '删去第 1 项')
  await submit(it.page)
  assert.equal(it.at(), 'check')
  await press(it.page, '提交')
  assert.deepEqual(it.handed, [{ others: [{ age: 7 }] }])
})

test('answers are read as people read them', () => {
  const of = (schema: object, answer: unknown) => shown({ schema, ui: {} }, answer)
  assert.equal(of({ format: 'date' }, '2026-03-05'), '2026年3月5日')
  assert.equal(of({ type: 'boolean' }, false), '否')
  assert.equal(of({ items: { oneOf: [{ const: 1, title: '甲' }, { const: 2, title: '乙' }] } }, [1, 2]), '甲、乙')
  assert.equal(of({}, undefined), '未填')
})
