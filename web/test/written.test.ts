import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fill, press, seen, settled } from './desk.ts'
import { draw } from './dom.ts'
import { MapStore } from './stores.ts'

const { saveAll } = await import('../src/lib/auth.ts')
const { Drafts } = await import('../src/lib/drafts.ts')
const { own } = await import('../src/lib/own.ts')
const { default: Written } = await import('../src/shell/ops/incident/writing.tsx')
const store = new MapStore()
own.value = { person: 'li', drafts: new Drafts('li', store) } as never
after(() => draw(null))

const sent: string[] = []
const act = { name: 'comment-e1', label: '想说什么', action: '写入', send: async (text: string) => sent.push(text), again() {} }
const open = () => seen('grid_worker', Written as never, act)
const kept = () => [...store.tables.drafts.values()].map(one => (one as any).answers.text)

async function write(text: string): Promise<void> {
  const page = await open()
  await fill(page, { [page.tagged('textarea')[0]?.id ?? '']: text })
}

test('what is written is there after the page was left, also to sign in anew, until it is sent', async () => {
  await write('水已经关了')
  await saveAll() // as before the page goes to the issuer
  assert.deepEqual(kept(), ['水已经关了'])
  await draw(null)
  const page = await open()
  assert.equal(page.tagged('textarea')[0]?.value, '水已经关了')
  await press(page, '写入')
  assert.deepEqual([sent, kept(), page.tagged('textarea')[0]?.value], [['水已经关了'], [], ''])
})

test('what was written and deleted again is no draft, about which a sign-out would ask', async () => {
  await write('楼道')
  await draw(null)
  await settled()
  assert.deepEqual(kept(), ['楼道'])
  await write('')
  await settled()
  assert.deepEqual(kept(), [])
})
