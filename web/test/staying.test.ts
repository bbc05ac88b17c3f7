import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import './desk.ts'
import { draw, redraw } from './dom.ts'

type Heard = (event: any) => void

const listeners: { name: string; heard: Heard }[] = []
const pushed: string[] = []
const said: string[] = []
let answer = false
const stands = '/ops/devices/batches/B-1'
Object.assign(globalThis, {
  addEventListener: (name: string, heard: Heard) => void listeners.push({ name, heard }),
  removeEventListener: (name: string, heard: Heard) => void listeners.splice(listeners.findIndex(one => one.name === name && one.heard === heard), 1),
  confirm: (words: string) => (said.push(words), answer),
  history: { pushState: (_: null, __: string, to: string) => { pushed.push(String(to)); move(String(to)) }, replaceState() {} },
})
const move = (to: string) => Object.assign(location, { href: new URL(to, location.href).href })

function fire(name: string): boolean {
  let kept = false
  const event = { preventDefault: () => (kept = true) }
  for (const one of listeners.filter(one => one.name === name)) one.heard(event)
  if (name === 'popstate') globalThis.onpopstate?.call(globalThis as never, event as never)
  return kept
}

const { h } = await import('preact')
const { go, path, startRouter } = await import('../src/lib/router.ts')
const { useStaying } = await import('../src/lib/staying.ts')
const Screen = ({ words }: { words: string | null }) => (useStaying(words), 'a certificate')
const shown = (words: string | null) => h(Screen as never, { words } as never)
move(stands)
startRouter()
after(() => draw(null))

function back(): void {
  move('/ops/devices/batches')
  fire('popstate')
}

beforeEach(async () => {
  await draw(null)
  go(stands, 'replace')
  move(stands)
  fire('popstate')
  pushed.length = said.length = 0
  await draw(shown('Leave?'))
})

test('who goes back is asked first, and stays where he is if he says no', () => {
  answer = false
  back()
  assert.deepEqual([said, path.value, pushed], [['Leave?'], stands, [`https://city.test${stands}`]])
  assert.equal(location.pathname, stands)
})

test('who wants to leave does', () => {
  answer = true
  back()
  assert.deepEqual([path.value, pushed], ['/ops/devices/batches', []])
})

test('a key that leads elsewhere is asked about as a link is', () => {
  answer = false
  go('/ops/more')
  assert.deepEqual([said, path.value], [['Leave?'], stands])
  answer = true
  go('/ops/more')
  assert.equal(path.value, '/ops/more')
})

test('a place on the same page is no other page', () => {
  move(`${stands}#main`)
  fire('popstate')
  assert.deepEqual([said, path.value], [[], stands])
})

test('once it is kept, nothing is asked', async () => {
  assert.equal(fire('beforeunload'), true)
  await redraw(shown(null))
  answer = false
  back()
  assert.deepEqual([said, path.value, fire('beforeunload')], [[], '/ops/devices/batches', false])
})
