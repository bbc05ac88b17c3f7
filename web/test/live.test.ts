import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listen, read, type Socket } from '../src/lib/hints.ts'
import { type Fact, Live, merged, type State } from '../src/lib/live.ts'

/** Time that passes when a test says so, in the order in which things are due. */
class Clock {
  at = 0
  isSeen = true
  shown = () => {}
  private due: { at: number; work: () => void }[] = []
  now = () => this.at
  random = () => 0.5
  seen = () => this.isSeen
  onSeen = (listener: () => void) => {
    this.shown = listener
    return () => void (this.shown = () => {})
  }
  later = (ms: number, work: () => void) => {
    const one = { at: this.at + ms, work }
    this.due.push(one)
    return () => void (this.due = this.due.filter(other => other !== one))
  }

  async pass(ms: number): Promise<void> {
    const end = this.at + ms
    await this.settle()
    for (;;) {
      const [first] = this.due.sort((one, other) => one.at - other.at)
      if (!first || first.at > end) break
      this.due.shift()
      this.at = first.at
      first.work()
      await this.settle()
    }
    this.at = end
  }

  settle = () => new Promise(done => setImmediate(done))
}

const fact = (id: string, seconds = 0): Fact => ({ id, at: new Date(seconds * 1000).toISOString() })

function city(features = ['incidents']) {
  const clock = new Clock()
  const asked: { at: number; feature: string; after: string }[] = []
  const told: string[] = []
  const states: State[] = []
  const feeds = new Map<string, Fact[][]>(features.map(feature => [feature, []]))
  const it = { clock, asked, told, states, feeds, ill: new Set<string>() }
  const live = new Live<Fact>(
    {
      community: 'c1', features, every: 3000,
      async get(feature, _, after) {
        asked.push({ at: clock.at, feature, after })
        if (it.ill.has(feature)) throw new Error('503')
        const items = feeds.get(feature)?.shift() ?? []
        return { items, next: items.at(-1)?.id ?? after }
      },
    },
    {
      facts: (fresh, feature, before) =>
        told.push(...fresh.map(one => `${feature}:${one.id}${before ? ' before' : ''}`)),
      state: state => states.push(state),
    },
    clock,
  )
  return { ...it, live, times: () => asked.map(one => one.at) }
}

test('a feed is asked every three seconds, each time from where it ended', async () => {
  const it = city()
  it.feeds.get('incidents')?.push([fact('01')], [], [fact('02')])
  it.live.start()
  await it.clock.pass(6000)
  assert.deepEqual(it.asked.map(one => [one.at, one.after]), [[0, ''], [3000, '01'], [6000, '01']])
  it.live.stop()
  await it.clock.pass(60_000)
  assert.equal(it.asked.length, 3)
})

test('a fact is told once, though the feed gives its last seconds again', async () => {
  const it = city()
  it.feeds.get('incidents')?.push([fact('01')], [fact('01'), fact('02')], [fact('01'), fact('02')])
  it.live.start()
  await it.clock.pass(6000)
  assert.deepEqual(it.told, ['incidents:01 before', 'incidents:02'])
})

test('what is behind is read page by page at once, and none of it is news', async () => {
  const it = city()
  const page = (from: number) => Array.from({ length: 100 }, (_, n) => fact(String(from + n)))
  it.feeds.get('incidents')?.push(page(1000), page(1100), [fact('1200')], [fact('1201')])
  it.live.start()
  await it.clock.pass(3000)
  assert.deepEqual(it.times(), [0, 0, 0, 3000])
  assert.equal(it.told.filter(one => one.endsWith('before')).length, 201)
  assert.equal(it.told.at(-1), 'incidents:1201')
})

test('nobody is asked while the page is hidden, and at once when it is seen again', async () => {
  const it = city()
  it.live.start()
  await it.clock.pass(1000)
  it.clock.isSeen = false
  await it.clock.pass(60_000)
  assert.equal(it.asked.length, 1)
  assert.equal(it.states.at(-1)?.stale, true)
  it.clock.isSeen = true
  it.clock.shown()
  await it.clock.settle()
  assert.deepEqual(it.times(), [0, 61_000])
  assert.deepEqual(it.states.at(-1), { at: 61_000, stale: false, problem: null })
  await it.clock.pass(3000)
  assert.equal(it.asked.length, 3)
})

test('a feed that fails is left more and more time, and does not hold up the other', async () => {
  const it = city(['incidents', 'environment'])
  it.ill.add('environment')
  it.live.start()
  await it.clock.pass(45_000)
  const of = (feature: string) => it.asked.filter(one => one.feature === feature).map(one => one.at)
  assert.deepEqual(of('environment'), [0, 6000, 18_000, 42_000])
  assert.equal(of('incidents').length, 16)
  it.ill.clear()
  await it.clock.pass(60_000)
  assert.ok(of('environment').length > 5)
  assert.equal(it.states.at(-1)?.problem, null)
})

test('what has not been heard in time is old, and says so without another answer', async () => {
  const it = city()
  it.live.start()
  await it.clock.pass(0)
  assert.deepEqual(it.states, [{ at: 0, stale: false, problem: null }])
  it.ill.add('incidents')
  await it.clock.pass(8900)
  assert.equal(it.states.at(-1)?.stale, false)
  await it.clock.pass(200)
  assert.equal(it.states.at(-1)?.stale, true)
  assert.equal(it.states.at(-1)?.at, 0)
})

test('one feed that was never heard keeps the whole from looking new', async () => {
  const it = city(['incidents', 'environment'])
  it.ill.add('environment')
  it.live.start()
  await it.clock.pass(9001)
  assert.equal(it.states.at(-1)?.at, null)
  assert.equal(it.states.at(-1)?.stale, true)
})

test('a hint asks at once, only the feed that it is about, and once more if it was too early', async () => {
  const it = city(['incidents', 'environment'])
  it.live.start()
  await it.clock.pass(1000)
  it.live.hear({ topic: 'incidents/c1', id: 'i1', version: 2 })
  it.live.hear({ topic: 'incidents/other', id: 'i1', version: 2 })
  it.live.hear({ topic: 'nothing/c1', id: 'i1', version: 2 })
  await it.clock.pass(400)
  assert.deepEqual(it.times(), [0, 0, 1000])
  it.feeds.get('incidents')?.push([fact('01')])
  await it.clock.pass(100)
  assert.deepEqual(it.told, ['incidents:01'])
  await it.clock.pass(1500)
  assert.equal(it.asked.filter(one => one.feature === 'incidents').length, 3)
})

test('a hint during an answer is followed by another question', async () => {
  const it = city()
  it.live.start()
  it.live.hear({ topic: 'incidents', id: 'i1', version: 1 })
  await it.clock.pass(0)
  assert.deepEqual(it.times(), [0, 0])
})

test('feeds are merged by time, each fact once', () => {
  const one = [fact('b', 2), fact('d', 4)]
  const list = merged(one, [fact('c', 3), fact('a', 2), fact('b', 2)])
  assert.deepEqual(list.map(each => each.id), ['a', 'b', 'c', 'd'])
  assert.deepEqual(merged(one, [], 1).map(each => each.id), ['d'])
})

class Wire implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  closed = false
  close() {
    this.closed = true
    this.onclose?.()
  }
}

function lined(address: () => Promise<string | null> = async () => 'wss://x') {
  const clock = new Clock()
  const wires: Wire[] = []
  const dialled: number[] = []
  const line = {
    address, later: clock.later, random: () => 1,
    connect() {
      dialled.push(clock.at)
      wires.push(new Wire())
      return wires.at(-1) as Wire
    },
  }
  return { clock, wires, dialled, line }
}

test('a socket that breaks is dialled again, later each time, until it was steady', async () => {
  const it = lined()
  const open: boolean[] = []
  const stop = listen(it.line, () => {}, is => open.push(is))
  await it.clock.pass(0)
  for (let n = 0; n < 3; n += 1) {
    it.wires.at(-1)?.onclose?.()
    await it.clock.pass(10_000)
  }
  assert.deepEqual(it.dialled, [0, 1000, 12_000, 24_000])
  it.wires.at(-1)?.onopen?.()
  await it.clock.pass(30_000)
  it.wires.at(-1)?.onclose?.()
  await it.clock.pass(1000)
  assert.equal(it.dialled.length, 5)
  assert.deepEqual(open, [false, false, false, true, false])
  stop()
  assert.ok(it.wires.at(-1)?.closed)
  await it.clock.pass(100_000)
  assert.equal(it.dialled.length, 5)
})

test('a city without a socket is not dialled, one that cannot be asked is asked again', async () => {
  const without = lined(async () => null)
  listen(without.line, () => {})
  await without.clock.pass(100_000)
  assert.equal(without.dialled.length, 0)
  let asks = 0
  const ill = lined(async () => (++asks === 1 ? Promise.reject(new Error('401')) : 'wss://x'))
  listen(ill.line, () => {})
  await ill.clock.pass(1000)
  assert.equal(ill.dialled.length, 1)
})

test('only a hint is a hint', async () => {
  assert.deepEqual(read('{"topic":"incidents/c1","id":"i","version":1,"more":2}'), { topic: 'incidents/c1', id: 'i', version: 1 })
  for (const other of ['', 'null', '[]', '{"topic":1}', '{"topic":"a","id":"b"}', new ArrayBuffer(3)]) {
    assert.equal(read(other), null)
  }
})
