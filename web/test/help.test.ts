import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './desk.ts'
import { draw, drawn } from './dom.ts'
import { telephone } from './telephone.ts'

const { h } = await import('preact')
const { learning, t } = await import('../src/lib/i18n.ts')
const { own } = await import('../src/lib/own.ts')
const { Help } = await import('../src/shell/work/task/help.tsx')
await learning('work', Promise.resolve())
const FIRE = { id: 'a'.repeat(26), kind: 'fire_detector', measure: 'fire', value: 1, what: '', drill: false }
const { outbox, seen } = telephone()
after(async () => {
  await draw(null)
  seen.stop()
})

test('a call for help is kept without a signal and waits behind no photograph of the task', async () => {
  await outbox.keep({ id: 'photo-01', what: '处置', about: `incident/${FIRE.id}`, path: '/v1/x', photos: [{ bytes: new ArrayBuffer(1), type: 'image/jpeg' }] })
  const page = await draw(h(Help as never, { of: FIRE, heard: 0, again() {} } as never))
  await drawn()
  const press = async (): Promise<void> => {
    page.named(t('work.help-send')).fire('click')
    for (let n = 0; n < 5; n += 1) await drawn()
  }
  await press()
  assert.equal((await outbox.acts()).length, 1, 'nothing is sent that says nothing')
  const field = page.tagged('textarea')[0] as any
  field.value = ' 需要梯子 '
  field.fire('input')
  await drawn()
  await press()
  const [, call] = await outbox.acts()
  assert.deepEqual([call?.path, call?.body, call?.state], [`/v1/incidents/${FIRE.id}/helps`, { reason: '需要梯子' }, 'waiting'])
  assert.notEqual(call?.about, `incident/${FIRE.id}`)
  assert.equal(page.tagged('textarea')[0]?.value, '', 'what is kept is not asked for again')
  assert.ok(page.textContent.includes(call?.what ?? '-'))
  assert.equal(await own.value?.drafts.count(), 0)
})
