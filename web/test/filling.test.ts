import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const { h } = await import('preact')
const { useState } = await import('preact/hooks')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Problem } = await import('../src/lib/problem.ts')
const { useForm } = await import('../src/ui/filling.tsx')
await speak('zh')
await learning('forms', Promise.resolve())

let form: ReturnType<typeof useForm>
let fill: (said: unknown) => void
function Shown() {
  const [said, say] = useState<unknown>({ name: '' })
  fill = say
  form = useForm(said, ({ pointer, code }) => (pointer === '/body/name' || code === 'taken' ? { id: 'name', words: `${code}!` } : undefined))
  return form.summary
}
let page: FakeNode
const told = (): string[] => page.tagged('a').map(one => one.textContent)
const refused = (code: string, pointers: string[]) => () => Promise.reject(new Problem(422, code, '不行', pointers.map(pointer => ({ pointer, code }))))
beforeEach(async () => {
  page = await draw(h(Shown, {}))
})

test('what is missing is told and nothing is sent; then it is sent, and all is well', async () => {
  let sent = 0
  const send = async (): Promise<void> => void (sent += 1)
  assert.equal(await form.sending([['name', true, '请填姓名'], ['age', false, '请填年龄']], send), false)
  await drawn()
  assert.deepEqual([sent, told(), form.fault('name'), form.fault('age')], [0, ['请填姓名'], '请填姓名', undefined])
  assert.equal(await form.sending([['name', false, '请填姓名']], send), true)
  await drawn()
  assert.deepEqual([sent, told()], [1, []])
})

test('what the city finds wrong is told once at its field, be it of a part or of the whole', async () => {
  assert.equal(await form.sending([], refused('long', ['/body/name', '/body/name', '/body/age'])), false)
  await drawn()
  assert.deepEqual(told(), ['long!'])
  assert.equal(await form.sending([], refused('taken', [])), false)
  await drawn()
  assert.deepEqual(told(), ['taken!'])
})

test('what is of no field is left to the button, and nothing stands at a field any more', async () => {
  await form.sending([], refused('long', ['/body/name']))
  await assert.rejects(form.sending([], refused('forbidden', [])), { code: 'forbidden' })
  await drawn()
  assert.deepEqual(told(), [])
})

test('pressed again it is the same, until something else is filled in', async () => {
  const { key } = form
  fill({ name: '' })
  await drawn()
  assert.equal(form.key, key)
  fill({ name: '王' })
  await drawn()
  assert.notEqual(form.key, key)
})
