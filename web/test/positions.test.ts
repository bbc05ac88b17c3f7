import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { HERE, press, settled } from './desk.ts'
import { draw, drawn } from './dom.ts'
import { MapStore } from './stores.ts'

const { h } = await import('preact')
const { signOut } = await import('../src/lib/auth.ts')
const { learning, t } = await import('../src/lib/i18n.ts')
const { own } = await import('../src/lib/own.ts')
const { Outbox } = await import('../src/lib/outbox.ts')
const { Seen } = await import('../src/lib/seen.ts')
const { startTracking, tracked } = await import('../src/shell/work/patrol/positions.ts')
const { Desk, Working } = await import('../src/shell/work/worker.tsx')
await learning('work', Promise.resolve())
after(() => draw(null))

const PATROL = 'c'.repeat(26)
let outbox: InstanceType<typeof Outbox>
let watches: Map<number, (at: object) => void>
Object.assign(navigator, {
  geolocation: {
    watchPosition: (found: (at: object) => void) => (watches.set(watches.size + 1, found), watches.size),
    clearWatch: (watch: number) => watches.delete(watch),
  },
})

/** Walks there, with what the telephone says on the way. */
beforeEach(() => {
  const store = new MapStore()
  watches = new Map()
  outbox = new Outbox('wang', store, { now: () => 0 } as never)
  own.value = { person: 'wang', outbox, seen: new Seen('wang', store) } as never
  startTracking({ id: PATROL, path: `/v1/facilities/patrols/${PATROL}` })
  for (const found of watches.values()) found({ coords: { latitude: 37.8, longitude: 112.5 }, timestamp: 0 })
})

test('that one’s position is recorded stands above every screen, and is stopped there', async () => {
  const me = { data: { id: 'wang', memberships: [{ role: 'grid_worker', place: HERE }] }, at: 0, waiting: false }
  const page = await draw(h(Working.Provider, { value: me as never, children: h(Desk, { title: '', children: () => 'another screen' }) }))
  await settled()
  assert.ok(page.textContent.includes(t('work.tracking')))
  await press(page, t('work.stop-tracking'))
  assert.ok(!page.textContent.includes(t('work.tracking')))
  assert.equal(watches.size, 0)
  assert.deepEqual((await outbox.acts()).map(one => one.path), [`/v1/facilities/patrols/${PATROL}/positions`])
})

test('whoever signs out is followed no further', async () => {
  await signOut()
  await drawn()
  assert.deepEqual([watches.size, tracked.value], [0, null])
  assert.deepEqual(await outbox.acts(), [])
})
