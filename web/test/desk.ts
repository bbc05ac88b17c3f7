// A desk for tests of its screens: who watches, and a city that answers what a test says and
// remembers what it was asked to do.

import './tsx.ts'
import type { Problem } from '../src/lib/problem.ts'
import { draw, drawn, type FakeNode, redraw } from './dom.ts'

export const HERE = '140105001001'

type Answer = (path: string, query: URLSearchParams) => unknown

/** What was sent to it, as `POST path body`; the answers to what is asked; why it does nothing, if so. */
export interface City {
  sent: [string, any][]
  answer: Answer
  refusal?: Problem | undefined
}

export const city: City = { sent: [], answer: () => ({}) }

async function fetched(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (request.method === 'GET') return Response.json(city.answer(pathname, searchParams))
  if (city.refusal) {
    const { status, code, words: title, faults: errors, current } = city.refusal
    return Response.json({ status, code, title, errors, current }, { status })
  }
  city.sent.push([`${request.method} ${pathname}`, JSON.parse((await request.text()) || '{}')])
  return Response.json({ id: 'n1' }, { status: 201 })
}

const place = new URL(`https://city.test/ops?community=${HERE}`)
const moved = (_: null, __: string, to: string) => void (place.href = new URL(to, place).href)
const history = { replaceState: moved, pushState: moved }
Object.assign(globalThis, { location: place, history, fetch: fetched, scrollTo() {}, addEventListener() {} })

const { h } = await import('preact')
const { config } = await import('../src/lib/config.ts')
const { learning, speak } = await import('../src/lib/i18n.ts')
await import('../src/shell/ops/incident/writing.tsx') // what acts fetch is here already
const { Watching } = await import('../src/shell/ops/watcher.tsx')
config.value = { zone: 'Asia/Shanghai', languages: ['zh'], communities: [{ code: HERE, name: { zh: '本社区', en: 'Here' } }] } as never
await speak('zh')
for (const words of ['ops', 'laws', 'parts', 'forms', 'things'] as const) await learning(words, Promise.resolve())

type Screen = (props: any) => unknown

/** The screen as one of that role sees it. */
export const seen = (role: string, screen: Screen, props: object): Promise<FakeNode> => show(role, screen, props, draw)

/** The same screen with other props, as when what it shows has changed under whoever reads it. */
export const changed = (role: string, screen: Screen, props: object): Promise<FakeNode> => show(role, screen, props, redraw)

async function show(role: string, screen: Screen, props: object, drawing: typeof draw): Promise<FakeNode> {
  const me = { data: { id: 'li', memberships: [{ role, place: HERE }] }, at: 0, waiting: false }
  const page = await drawing(h(Watching.Provider, { value: me as never, children: h(screen as never, props as never) }))
  await settled()
  return page
}

export async function settled(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await drawn()
}

export async function fill(page: FakeNode, values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const field = page.all(node => node.id === id)[0] as FakeNode
    field.value = value
    field.fire(field.localName === 'select' ? 'change' : 'input')
    await drawn()
  }
}

export async function press(page: FakeNode, text: string): Promise<void> {
  page.tagged('button').filter(one => one.textContent === text).at(-1)?.fire('click')
  await settled()
}
