import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const told = (text: string, kind: string) => ({ id: text, kind, text, about: 'x#1', at: '2026-11-03T02:00:00Z', read_at: null, answered_at: null })
const PAGES: Record<string, object> = {
  '': { items: [told('停水', 'info'), told('请签收', 'action')], next: 'two' },
  two: { items: [told('旧通知', 'info'), told('旧待办', 'action')], next: 'three' },
  three: { items: [told('最早的', 'info')], next: null },
}

async function answer(request: Request): Promise<Response> {
  return Response.json(PAGES[new URL(request.url).searchParams.get('after') ?? ''])
}

Object.assign(globalThis, { location: new URL('https://city.test/'), fetch: answer, scrollTo() {}, addEventListener() {} })

const { h, Fragment } = await import('preact')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Notices, ToDo, useInbox } = await import('../src/shell/resident/notices.tsx')
await speak('zh')
await learning('resident', Promise.resolve())
after(() => draw(null))

function Home() {
  const inbox = useInbox()
  return h(Fragment, {}, h('section', { id: 'due' }, h(ToDo, { of: inbox })), h('section', { id: 'told' }, h(Notices, { of: inbox })))
}

async function settled(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await drawn()
}

const titles = (page: FakeNode, id: string): string[] => {
  const part = page.tagged('section').find(one => one.getAttribute('id') === id)
  return (part?.tagged('li') ?? []).map(one => /停水|请签收|旧通知|旧待办|最早的/.exec(one.textContent)?.[0] ?? one.textContent)
}

test('what is older is shown as far as one asks for it, with what waits there for an answer', async () => {
  const page = await draw(h(Home, {}))
  await settled()
  assert.deepEqual([titles(page, 'due'), titles(page, 'told')], [['请签收'], ['停水']])
  for (const expected of [['停水', '旧通知', '旧待办'], ['停水', '旧通知', '旧待办', '最早的']]) {
    const older = page.tagged('button').find(one => one.textContent === '更早的通知')
    older?.fire('click')
    await settled()
    assert.deepEqual(titles(page, 'told'), expected)
  }
  assert.ok(!page.tagged('button').some(one => one.textContent === '更早的通知'), 'these are all')
})
