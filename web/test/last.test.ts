import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './desk.ts'
import { draw, redraw } from './dom.ts'
import { MapStore } from './stores.ts'
import type { Loaded } from '../src/lib/load.ts'

const { h } = await import('preact')
const { useLast } = await import('../src/lib/last.ts')
const { own } = await import('../src/lib/own.ts')
const { Problem } = await import('../src/lib/problem.ts')
const { Seen } = await import('../src/lib/seen.ts')
after(() => draw(null))

type Things = Loaded<string[]>
const Screen = ({ name, loaded }: { name: string; loaded: Things }) => useLast(name, loaded).data?.join() ?? 'nothing'
const shown = (name: string, loaded: Partial<Things>) => h(Screen as never, { name, loaded } as never)

test('what was loaded by one name is neither kept nor dropped by the next', async () => {
  const seen = new Seen('wang', new MapStore())
  own.value = { person: 'wang', seen } as never
  await seen.keep('lamps', ['L-1'])
  const last = async (name: string) => (await seen.last<string[]>(name))?.data
  const none = { data: [] }
  await draw(shown('nothing yet', none))
  await redraw(shown('lamps', none)) // before what is asked for by the new name is
  assert.deepEqual(await last('lamps'), ['L-1'])
  const page = await redraw(shown('lamps', {}))
  assert.equal(page.textContent, 'L-1')
  await redraw(shown('lamps', { data: ['L-2'] }))
  assert.deepEqual(await last('lamps'), ['L-2'])
  const gone = { problem: new Problem(404, 'gone', '') }
  await redraw(shown('wells', gone))
  await redraw(shown('lamps', gone))
  assert.deepEqual(await last('lamps'), ['L-2'])
})
