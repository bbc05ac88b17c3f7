import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './tsx.ts'
import { draw, drawn } from './dom.ts'

const { h } = await import('preact')
const { speak } = await import('../src/lib/i18n.ts')
const { Problem } = await import('../src/lib/problem.ts')
const { Confirm, Load, Trouble } = await import('../src/ui/base.tsx')
await speak('zh')
after(() => draw(null))

test('a reason is of the act for which it was asked, and not of the next', async () => {
  const said: string[] = []
  const page = await draw(h(Confirm, { title: '停水', action: '下令', reason: true, done: (reason: string) => void said.push(reason) }))
  const [dialog, field] = [page.tagged('dialog')[0], page.tagged('textarea')[0]]
  assert.ok(dialog && field)
  dialog.close = () => {}
  const press = async (): Promise<void> => {
    page.tagged('button').at(-1)?.fire('click')
    for (let n = 0; n < 3; n += 1) await drawn()
  }
  field.value = '水管爆裂'
  await press()
  await press()
  assert.deepEqual(said, ['水管爆裂'])
  assert.equal(field.value, '')
})

test('what fails is told also to who left the question while it was sent', async () => {
  let fail = (): void => {}
  const page = await draw(h(Confirm, { title: '停水', action: '下令', done: () => new Promise((_, no) => (fail = () => no(new Problem(409, 'not-now', '现在不行')))) }))
  const dialog = page.tagged('dialog')[0]
  assert.ok(dialog)
  dialog.showModal = () => (dialog.open = true)
  dialog.close = () => (dialog.open = false)
  for (const at of [0, -1]) page.tagged('button').at(at)?.fire('click')
  dialog.close() // by Esc
  fail()
  for (let n = 0; n < 3; n += 1) await drawn()
  assert.deepEqual([dialog.open, dialog.textContent.includes('现在不行')], [true, true])
})

test('who asks again sees that it is under way, and asks once', async () => {
  let asked = 0
  let answer = (): void => {}
  const retry = () => new Promise<void>(done => ((asked += 1), (answer = done)))
  const page = await draw(h(Trouble, { of: new Problem(0, 'offline', '没有网络'), retry }))
  const busy = async (): Promise<string | null | undefined> => (await drawn(), page.tagged('button')[0]?.getAttribute('aria-busy'))
  for (let n = 0; n < 2; n += 1) {
    page.tagged('button')[0]?.fire('click')
    assert.equal(await busy(), 'true')
  }
  answer()
  await drawn()
  assert.deepEqual([asked, await busy()], [1, 'false'])
})

test('how old something is has its day, once it may be of another', async () => {
  const shown = async (hours: number): Promise<string> => {
    const of = { data: 1, at: Date.now() - hours * 3_600_000, problem: undefined, reload: async () => {} }
    return (await draw(h(Load as never, { of, children: () => null } as never))).textContent
  }
  assert.match(await shown(1), /(?<!昨天 )\d\d:\d\d:\d\d/)
  assert.match(await shown(30), /昨天|前天|月\d+日/)
})
