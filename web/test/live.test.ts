import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heard, listen, read, type Dialled, type Socket, type Wish } from '../src/lib/hints.ts'
import { type Fact, type Hint, Live, merged, type State } from '../src/lib/live.ts'
import { switchboard } from '../src/lib/pushed.ts'

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

test('a hint of a version that is known is passed over, of a newer one not', async () => {
  const it = city()
  it.live.start()
  await it.clock.pass(100)
  const hint = (version: number) => it.live.hear({ topic: 'incidents/c1', id: 'incident#i1', version })
  for (const version of [2, 2, 1, 3, 3]) {
    hint(version)
    it.feeds.get('incidents')?.push([fact(`0${it.asked.length}`)])
    await it.clock.pass(10)
  }
  assert.equal(it.asked.length, 3)
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
  said: Wish[] = []
  send(text: string) {
    this.said.push(JSON.parse(text) as Wish)
  }
  close() {
    this.closed = true
  }
  tell = (said: object) => this.onmessage?.({ data: JSON.stringify(said) })
  /** As the city does: it lets in, and answers. */
  open(hears = ['c1']) {
    this.onopen?.()
    this.tell({ hears })
  }
}

const MINUTES = 60_000
const dialled = async (): Promise<Dialled | null> => ({ url: 'wss://x', endsAt: 60 * MINUTES })

function lined(address = dialled) {
  const clock = new Clock()
  const wires: Wire[] = []
  const times: number[] = []
  const hears: string[][] = []
  const hints: Hint[] = []
  const line = {
    address, later: clock.later, now: clock.now, random: () => 1,
    connect() {
      times.push(clock.at)
      wires.push(new Wire())
      return wires.at(-1) as Wire
    },
  }
  const ear = { hint: (hint: Hint) => void hints.push(hint), hears: (places: string[]) => void hears.push(places) }
  return { clock, wires, times, line, hears, hints, ear, last: () => wires.at(-1) as Wire }
}

test('a socket that breaks is dialled again, later each time, until it was steady', async () => {
  const it = lined()
  const wire = listen(it.line, it.ear)
  await it.clock.pass(0)
  for (let n = 0; n < 3; n += 1) {
    it.last().onclose?.()
    await it.clock.pass(9000)
  }
  assert.deepEqual(it.times, [0, 1000, 11_000, 22_000])
  it.last().open()
  await it.clock.pass(30_000)
  it.last().onclose?.()
  await it.clock.pass(1000)
  assert.equal(it.times.length, 5)
  assert.deepEqual(it.hears, [[], [], [], ['c1'], []])
  wire.stop()
  assert.ok(it.last().closed)
  await it.clock.pass(100_000)
  assert.equal(it.times.length, 5)
})

test('one whose other end is gone is dialled anew, though nobody closed it', async () => {
  const it = lined()
  listen(it.line, it.ear)
  await it.clock.pass(0)
  it.last().open()
  await it.clock.pass(240_000 + 9999)
  assert.deepEqual(it.last().said, [{ action: 'still' }, { action: 'still' }])
  assert.equal(it.times.length, 1)
  await it.clock.pass(1001)
  assert.equal(it.times.length, 2)
  assert.deepEqual(it.hears.at(-1), [])
})

test('one that does not open in time is given up', async () => {
  const it = lined()
  listen(it.line, it.ear)
  await it.clock.pass(10_999)
  assert.equal(it.times.length, 1)
  await it.clock.pass(2)
  assert.equal(it.times.length, 2)
})

test('before its token ends it is dialled anew at once', async () => {
  const it = lined(async () => ({ url: 'wss://x', endsAt: 2 * MINUTES }))
  listen(it.line, it.ear)
  await it.clock.pass(0)
  it.last().open()
  await it.clock.pass(100_000)
  assert.deepEqual(it.times, [0, 100_000])
  assert.ok(it.wires[0]?.closed)
})

test('a city without a socket is not dialled, one that cannot be asked is asked again', async () => {
  const without = lined(async () => null)
  listen(without.line, without.ear)
  await without.clock.pass(100_000)
  assert.equal(without.times.length, 0)
  let asks = 0
  const ill = lined(async () => (++asks === 1 ? Promise.reject(new Error('401')) : dialled()))
  listen(ill.line, ill.ear)
  await ill.clock.pass(1000)
  assert.equal(ill.times.length, 1)
})

function page(closed: string[] = []) {
  const it = lined()
  const asked: string[] = []
  const buy = async (community: string) => (asked.push(community), closed.includes(community) ? null : dialled())
  const hear = switchboard(community => ({ ...it.line, address: () => buy(community) }))
  const told: string[] = []
  const listener = (name: string) => ({ hint: (hint: Hint) => void told.push(`${name} ${hint.id}`), began: () => void told.push(`${name} began`) })
  return { ...it, asked, told, hear: (community: string, name: string) => hear(community, listener(name)) }
}

test('all screens of a page share one socket, each hears of its community alone', async () => {
  const it = page()
  it.hear('c1', 'board')
  it.hear('c1', 'bell')
  it.hear('c2', 'other')
  await it.clock.pass(0)
  assert.deepEqual([it.asked, it.times.length], [['c1'], 1])
  it.last().open(['c1'])
  assert.deepEqual(it.last().said, [{ action: 'still' }, { action: 'subscribe', community: 'c2' }])
  it.last().tell({ hears: ['c1', 'c2'] })
  it.last().tell({ topic: 'incidents/c1', id: 'i1', version: 1 })
  it.last().tell({ topic: 'incidents/c2', id: 'i2', version: 1 })
  assert.deepEqual(it.told, ['board began', 'bell began', 'other began', 'board i1', 'bell i1', 'other i2'])
})

test('of a community that nobody tells him of he asks once, not at each answer', async () => {
  const it = page()
  it.hear('c1', 'board')
  it.hear('c2', 'other')
  await it.clock.pass(0)
  it.last().open(['c1'])
  for (let n = 0; n < 3; n += 1) it.last().tell({ hears: ['c1'] })
  const asks = () => it.last().said.filter(one => one.action === 'subscribe').length
  assert.equal(asks(), 1)
  it.last().onclose?.()
  await it.clock.pass(1000)
  it.last().open(['c1'])
  assert.equal(asks(), 1) // by the next socket too, as he may by now
})

test('a community that he may not hear of keeps him from no other', async () => {
  const it = page(['c1'])
  const leave = it.hear('c1', 'refused')
  await it.clock.pass(0)
  assert.equal(it.times.length, 0)
  leave()
  it.hear('c2', 'board')
  await it.clock.pass(0)
  assert.deepEqual([it.asked, it.times.length], [['c1', 'c2'], 1])
  it.last().open(['c2'])
  assert.deepEqual(it.told, ['board began'])
})

test('from one screen to the next the socket stays, and then it is hung up', async () => {
  const it = page()
  const leave = it.hear('c1', 'board')
  await it.clock.pass(0)
  it.last().open()
  leave()
  await it.clock.pass(4000)
  const away = it.hear('c1', 'incident')
  await it.clock.pass(60_000)
  assert.deepEqual([it.times.length, it.last().closed], [1, false])
  away()
  await it.clock.pass(5001)
  assert.ok(it.last().closed)
  it.hear('c1', 'board')
  await it.clock.pass(0)
  assert.equal(it.times.length, 2)
})

test('what was missed while the socket was broken is asked for when it is there again', async () => {
  const it = page()
  it.hear('c1', 'board')
  await it.clock.pass(0)
  it.last().open()
  it.last().onclose?.()
  await it.clock.pass(1000)
  it.last().open()
  assert.deepEqual(it.told, ['board began', 'board began'])
})

test('only a hint is a hint, and only an answer an answer', async () => {
  assert.deepEqual(read('{"topic":"incidents/c1","id":"i","version":1,"more":2}'), { topic: 'incidents/c1', id: 'i', version: 1 })
  for (const other of ['', 'null', '[]', '7', '{"topic":1}', '{"topic":"a","id":"b"}', new ArrayBuffer(3)]) {
    assert.equal(read(other), null)
    assert.equal(heard(other), null)
  }
  assert.deepEqual(heard('{"hears":["c1"]}'), ['c1'])
})
