import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, type Ask, backOff } from '../src/lib/acts.ts'
import { Drafts } from '../src/lib/drafts.ts'
import { type New, Outbox, Unkept } from '../src/lib/outbox.ts'
import { IndexedDb } from '../src/lib/store.ts'
import { MapStore } from './stores.ts'

/** A city that answers as it is told to, and a clock that stands still. */
class City {
  asked: Ask[] = []
  posted: number[] = []
  says: (ask: Ask) => Answer | Promise<Answer> = () => ({ status: 201, body: { id: 'n1' } })
  stores: () => Answer = () => ({ status: 204 })
  at = 1_000_000
  free = true
  store = new MapStore()
  box = this.page()

  /** Another page of the same device. */
  page(person = 'wang-lei'): Outbox {
    return new Outbox(person, this.store, {
      send: async ask => {
        this.asked.push(ask)
        return this.says(ask)
      },
      post: async (_, bytes) => {
        this.posted.push(bytes.byteLength)
        return this.stores()
      },
      now: () => this.at,
      random: () => 1,
      alone: async work => (this.free ? work() : undefined),
    })
  }

  async state(id: string): Promise<string | undefined> {
    return (await this.box.acts()).find(act => act.id === id)?.state
  }

  get paths(): string[] {
    return this.asked.map(({ method, path }) => `${method} ${path}`)
  }
}

const act = (id: string, about = 'i1', more: Partial<New> = {}): New => ({
  id, about, what: '处置', path: `/v1/incidents/${about}/handlings`, body: { note: 'ok' }, ...more,
})
const photos = [{ bytes: new ArrayBuffer(7), type: 'image/jpeg' }]
const before: Partial<New> = { photos, attach: { to: '/v1/incidents/i1/evidence', as: 'evidence' } }
const upload = { url: 'https://up.example', fields: { key: 'k' } }
const offers = (ask: Ask): Answer =>
  ask.path.endsWith('/evidence') ? { status: 201, body: { id: 'e1', upload } } : { status: 201, body: {} }

test('an act is on disk before it is sent, and survives the page', async () => {
  const city = new City()
  await city.box.keep(act('a-000001'))
  assert.deepEqual(city.asked, [])
  const later = city.page()
  await later.flush()
  assert.deepEqual(city.paths, ['POST /v1/incidents/i1/handlings'])
  assert.equal(city.asked[0]?.headers['idempotency-key'], 'a-000001')
  assert.equal(await city.state('a-000001'), 'sent')
  assert.equal(await later.unsent(), 0)
})

test('a second page shows at its turn what the first has sent', async () => {
  const city = new City()
  await city.box.keep(act('a-000001'))
  const second = city.page()
  let shown: (string | undefined)[] = []
  second.watch(acts => void (shown = acts.map(one => one.state)))
  await city.box.flush()
  assert.deepEqual(shown, ['waiting'])
  await second.flush()
  assert.deepEqual(shown, ['sent'])
})

test('pressed twice is done once', async () => {
  const city = new City()
  const made = await Promise.all([city.box.keep(act('a-000001')), city.box.keep(act('a-000001'))])
  assert.deepEqual(made[0], made[1])
  await Promise.all([city.box.flush(), city.box.flush()])
  await city.box.flush()
  assert.equal(city.asked.length, 1)
})

test('when the device is full, or keeps nothing, the form is told and nothing is lost', async () => {
  const city = new City()
  for (const code of ['full', 'missing', 'failed'] as const) {
    city.store.broken = code
    await assert.rejects(city.box.keep(act('a-000001')), error => error instanceof Unkept && error.code === code)
  }
  city.store.broken = null
  await city.box.keep(act('a-000001'))
  assert.equal(await city.box.unsent(), 1)
})

test('a browser without IndexedDB says so', async () => {
  const box = new Outbox('wang-lei', new IndexedDb(), { now: () => 0 } as never)
  await assert.rejects(box.keep(act('a-000001')), error => error instanceof Unkept && error.code === 'missing')
})

test('acts about one noun go in order; another noun does not wait for them', async () => {
  const city = new City()
  city.says = ask => ({ status: ask.path.includes('i1') ? 503 : 201 })
  for (const [id, about] of [['a-1', 'i1'], ['a-2', 'i1'], ['b-1', 'i2']] as const) await city.box.keep(act(id, about))
  await city.box.flush()
  assert.deepEqual(city.paths, ['POST /v1/incidents/i1/handlings', 'POST /v1/incidents/i2/handlings'])
  city.says = () => ({ status: 201 })
  city.at += 60_000
  await city.box.flush()
  assert.equal(city.asked[2]?.headers['idempotency-key'], 'a-1')
  assert.equal(city.asked[3]?.headers['idempotency-key'], 'a-2')
  assert.equal(await city.box.unsent(), 0)
})

test('without a network one act is tried, later and later, and all go when it is back', async () => {
  const city = new City()
  city.says = () => Promise.reject(new TypeError('Failed to fetch'))
  await city.box.keep(act('a-1', 'i1'))
  await city.box.keep(act('b-1', 'i2'))
  const waits: number[] = []
  for (let n = 0; n < 3; n += 1) {
    await city.box.flush()
    const due = (await city.box.due()) as number
    waits.push(due - city.at)
    city.at = due
  }
  assert.equal(city.asked.length, 3)
  assert.ok(waits.every(wait => wait >= 2000), `${waits}`)
  city.says = () => ({ status: 201 })
  await city.box.back()
  assert.equal(await city.box.unsent(), 0)
  assert.equal(await city.box.due(), null)
})

test('what another page sends as the network comes back is not sent once more', async () => {
  const city = new City()
  city.says = () => ({ status: 0 })
  await city.box.keep(act('a-000001'))
  await city.box.flush()
  city.at += 60_000
  city.says = () => ({ status: 201 })
  city.asked = []
  const { replace } = city.store
  city.store.replace = async (table, row) => { // before this is written the other is done
    city.store.replace = replace
    city.free = true
    await city.page().flush()
    return replace.call(city.store, table, row)
  }
  city.free = false
  await city.box.back()
  city.store.replace = replace
  city.free = true
  await city.box.flush()
  assert.equal(city.asked.length, 1)
  assert.equal(await city.box.unsent(), 0)
})

test('the wait grows to minutes and no further, and a busy city names its own', async () => {
  assert.deepEqual([0, 1, 2, 99].map(tries => backOff(tries, 1)), [2000, 4000, 8000, 300_000])
  assert.equal(backOff(0, 0), 1000)
  const city = new City()
  city.says = () => ({ status: 429, retryAfter: 90 })
  await city.box.keep(act('a-1'))
  await city.box.flush()
  assert.equal(await city.box.due(), city.at + 90_000)
})

test('a conflict keeps both versions until the person decides', async () => {
  const city = new City()
  const current = { version: 5, note: 'theirs' }
  city.says = () => ({ status: 412, body: { code: 'stale', title: '已被修改', yours: 3, current } })
  const edit = act('a-1', 'i1', { method: 'PUT', version: 3 })
  await city.box.keep(edit)
  await city.box.keep(act('a-2', 'i1'))
  await city.box.flush()
  const [kept] = await city.box.acts()
  assert.equal(city.asked[0]?.headers['if-match'], '3')
  assert.equal(kept?.state, 'conflict')
  assert.deepEqual([kept?.body, kept?.theirs], [edit.body, current])
  assert.equal(kept?.problem?.words, '已被修改')
  await city.box.flush()
  assert.equal(city.asked.length, 1) // not again by itself, and nothing about it overtakes
  city.says = () => ({ status: 200 })
  assert.ok(await city.box.again('a-1', { version: 5 }))
  await city.box.flush()
  assert.equal(city.asked[1]?.headers['if-match'], '5')
  assert.equal(await city.box.unsent(), 0)
})

test('what is refused is shown with its reasons, and corrected under another key', async () => {
  const city = new City()
  const errors = [{ pointer: '/body/note', code: 'string_too_short' }]
  city.says = () => ({ status: 422, body: { code: 'invalid', title: '有误', errors } })
  await city.box.keep(act('a-000001'))
  await city.box.flush()
  const [kept] = await city.box.acts()
  assert.deepEqual([kept?.state, kept?.problem?.faults], ['refused', errors])
  assert.equal(await city.box.due(), null)
  city.says = () => ({ status: 201 })
  await city.box.again('a-000001', { body: { note: 'longer' } })
  await city.box.flush()
  assert.notEqual(city.asked[1]?.headers['idempotency-key'], 'a-000001')
  assert.deepEqual(city.asked[1]?.body, { note: 'longer' })
})

test('only the person withdraws an act', async () => {
  const city = new City()
  city.says = () => ({ status: 403 })
  await city.box.keep(act('a-1'))
  await city.box.flush()
  assert.equal(await city.state('a-1'), 'refused')
  assert.equal(await city.page('li-na').withdraw('a-1'), false)
  assert.equal(await city.box.withdraw('a-1'), true)
  assert.equal(await city.box.unsent(), 0)
})

test('who is signed out is asked to sign in, and nothing is tried meanwhile', async () => {
  const city = new City()
  city.says = () => ({ status: 401 })
  await city.box.keep(act('a-1', 'i1'))
  await city.box.keep(act('b-1', 'i2'))
  await city.box.flush()
  assert.equal(city.asked.length, 1)
  assert.equal(await city.state('a-1'), 'waiting')
  city.says = () => ({ status: 201 })
  await city.box.flush()
  assert.equal(await city.box.unsent(), 0)
})

test('photographs that an act names go first, and their ids into it', async () => {
  const city = new City()
  city.says = offers
  await city.box.keep(act('a-000001', 'i1', before))
  await city.box.flush()
  assert.deepEqual(city.paths, [
    'POST /v1/incidents/i1/evidence',
    'POST /v1/incidents/i1/evidence/e1/confirmations',
    'POST /v1/incidents/i1/handlings',
  ])
  assert.deepEqual(city.asked[2]?.body, { note: 'ok', evidence: ['e1'] })
  assert.deepEqual(city.posted, [7])
  const [sent] = await city.box.acts()
  assert.equal(sent?.photos[0]?.bytes, null) // the phone need not keep it as well
})

test('a photograph that the city does not have any more is sent once more, and named by its new id', async () => {
  for (const code of ['no-such-photo', 'photo-too-old', 'no-evidence']) {
    const city = new City()
    let offered = 0
    city.says = ask => {
      if (ask.path.endsWith('/handlings')) return offered > 1 ? { status: 201, body: {} } : { status: 422, body: { code } }
      return ask.path.endsWith('/evidence') ? { status: 201, body: { id: `e${++offered}`, upload } } : { status: 201, body: {} }
    }
    await city.box.keep(act('a-000001', 'i1', before))
    await city.box.flush()
    assert.equal(await city.box.signOut(), 1) // and days later he is back
    const back = city.page()
    await back.again('a-000001')
    await back.flush()
    assert.deepEqual([await city.state('a-000001'), city.posted], ['sent', [7, 7]], code)
    const last = city.asked.at(-1)
    assert.deepEqual([last?.body, last?.headers['idempotency-key']], [{ note: 'ok', evidence: ['e2'] }, 'a-000001-r1'])
  }
})

test('what was refused for another reason sends its photographs no second time', async () => {
  const city = new City()
  city.says = ask => (ask.path.endsWith('/handlings') && city.asked.length < 4 ? { status: 409, body: { code: 'wrong-stage' } } : offers(ask))
  await city.box.keep(act('a-000001', 'i1', before))
  await city.box.flush()
  await city.box.again('a-000001')
  await city.box.flush()
  assert.deepEqual([await city.state('a-000001'), city.posted], ['sent', [7]])
  assert.equal(city.asked.at(-1)?.headers['idempotency-key'], 'a-000001')
})

test('photographs of what an act makes go after it', async () => {
  const city = new City()
  city.says = ask => (ask.path === '/v1/reports' ? { status: 201, body: { id: 'r 1' } } : offers(ask))
  const attach = { to: '/v1/reports/{id}/evidence', as: null }
  await city.box.keep(act('a-1', 'new', { path: '/v1/reports', photos, attach }))
  await city.box.flush()
  assert.deepEqual(city.paths, [
    'POST /v1/reports',
    'POST /v1/reports/r%201/evidence',
    'POST /v1/reports/r%201/evidence/e1/confirmations',
  ])
  assert.equal(await city.state('a-1'), 'sent')
})

test('a page that closes after any step is followed by one that goes on from there', async () => {
  for (let closes = 1; closes <= 4; closes += 1) {
    const city = new City()
    let steps = 0
    const count = <T>(answer: T): T => {
      steps += 1
      if (steps === closes) city.store.broken = 'failed' // nothing is written any more: it is gone
      return answer
    }
    city.says = ask => count(offers(ask))
    city.stores = () => count({ status: 204 })
    await city.box.keep(act('a-000001', 'i1', before))
    await city.box.flush().catch(() => {})
    city.store.broken = null
    await city.page().flush()
    assert.equal(await city.state('a-000001'), 'sent', `closed after step ${closes}`)
    assert.equal(steps, 5) // four steps, and only the one whose answer was lost again
    const keys = city.asked.filter(ask => ask.path.endsWith('handlings')).map(ask => ask.headers['idempotency-key'])
    assert.deepEqual([...new Set(keys)], ['a-000001'])
  }
})

test('an upload whose form has expired is offered anew, but not for ever', async () => {
  const city = new City()
  city.says = offers
  city.stores = () => ({ status: 403 })
  await city.box.keep(act('a-000001', 'i1', before))
  for (let n = 0; n < 9; n += 1) {
    await city.box.flush()
    city.at += 600_000
  }
  assert.equal(await city.state('a-000001'), 'refused')
  const keys = city.asked.map(ask => ask.headers['idempotency-key'])
  assert.deepEqual(keys, ['a-000001-p0', 'a-000001-p0-t1', 'a-000001-p0-t2'])
  city.stores = () => ({ status: 204 })
  await city.box.again('a-000001')
  await city.box.flush()
  assert.equal(await city.state('a-000001'), 'sent')
  assert.equal(city.asked[3]?.headers['idempotency-key'], 'a-000001-p0-t3')
})

test('an offer that is gone when it is confirmed is made again', async () => {
  const city = new City()
  let confirmed = 0
  city.says = ask =>
    ask.path.endsWith('confirmations') && ++confirmed === 1 ? { status: 404 } : offers(ask)
  await city.box.keep(act('a-000001', 'i1', before))
  await city.box.flush()
  city.at += 60_000
  await city.box.flush()
  assert.equal(await city.state('a-000001'), 'sent')
  assert.deepEqual(city.posted, [7, 7])
})

test('one page of a device sends at a time', async () => {
  const city = new City()
  city.free = false
  await city.box.keep(act('a-1'))
  await city.box.flush()
  assert.equal(city.asked.length, 0)
  assert.equal(await city.state('a-1'), 'waiting')
})

test('what is kept while others are sent goes as well', async () => {
  const city = new City()
  city.says = async () => {
    if (city.asked.length === 1) {
      await city.box.keep(act('b-1', 'i2'))
      void city.box.flush()
    }
    return { status: 201 }
  }
  await city.box.keep(act('a-1', 'i1'))
  await city.box.flush()
  assert.equal(await city.box.unsent(), 0)
})

test('people who share a device do not see, send or erase each other’s acts', async () => {
  const city = new City()
  await city.box.keep(act('a-1'))
  const other = city.page('li-na')
  await other.flush()
  assert.deepEqual([await other.acts(), city.asked], [[], []])
  await other.signOut()
  assert.equal(await city.box.unsent(), 1)
})

test('what another person of the device keeps under that id is not this one’s act', async () => {
  const city = new City()
  await city.box.keep(act('a-000001'))
  const other = city.page('li-na')
  await assert.rejects(other.keep(act('a-000001')), error => error instanceof Unkept)
  assert.deepEqual([await other.acts(), await city.box.unsent()], [[], 1])
})

test('sign-out erases what was sent and nothing else', async () => {
  const city = new City()
  city.says = ask => ({ status: ask.path.includes('i1') ? 201 : 422 })
  await city.box.keep(act('a-1', 'i1'))
  await city.box.keep(act('b-1', 'i2'))
  await city.box.flush()
  assert.equal(await city.box.signOut(), 1)
  assert.deepEqual((await city.box.acts()).map(one => one.id), ['b-1'])
})

test('who watches is told of every change', async () => {
  const city = new City()
  const seen: string[] = []
  const stop = city.box.watch(acts => seen.push(acts.map(one => one.state).join()))
  await city.box.keep(act('a-1'))
  await city.box.flush()
  stop()
  await city.box.keep(act('a-2'))
  assert.deepEqual(seen, ['', 'waiting', 'sending', 'sent', 'sent']) // at the end of a turn once more
})

test('a draft is erased once the city has it, unless more was typed', async () => {
  const store = new MapStore()
  const drafts = new Drafts('sun-mei', store, () => 1)
  const first = await drafts.save('apply/pension', { name: '孙' })
  const second = await drafts.save('apply/pension', { name: '孙梅' })
  await drafts.acknowledged('apply/pension', first)
  assert.deepEqual((await drafts.load('apply/pension'))?.answers, { name: '孙梅' })
  assert.equal(await new Drafts('li-na', store).load('apply/pension'), undefined)
  await drafts.acknowledged('apply/pension', second)
  assert.equal(await drafts.load('apply/pension'), undefined)
  await drafts.save('apply/a', {})
  await drafts.erase()
  assert.equal(store.tables.drafts.size, 0)
})

test('what goes on with something made here waits for its name, and then goes there', async () => {
  const city = new City()
  const begin = act('begin-01', 'p', { path: '/v1/patrols' })
  await city.box.keep(begin)
  await city.box.keep(act('check-01', 'p', { path: '/v1/patrols/{begin-01}/checks' }))
  await city.box.keep(act('where-01', 'q', { path: '/v1/patrols/{begin-01}/positions' })) // of another noun
  city.says = () => ({ status: 0 })
  await city.box.flush()
  assert.deepEqual(city.paths, ['POST /v1/patrols'], 'nothing is sent to a place that has no name')
  city.says = () => ({ status: 201, body: { id: 'n1' } })
  await city.page().back()
  assert.deepEqual(city.paths.slice(1), ['POST /v1/patrols', 'POST /v1/patrols/n1/checks', 'POST /v1/patrols/n1/positions'])
})

test('what is said of a photograph goes with its offer', async () => {
  const city = new City()
  city.says = ask => (ask.path === '/v1/photos' ? { status: 201, body: { id: 'e1', upload } } : { status: 201, body: {} })
  await city.box.keep(act('a-000009', 'i9', { photos, attach: { to: '/v1/photos', as: 'photos', with: { community: 'c' } } }))
  await city.box.flush()
  assert.deepEqual(city.asked[0]?.body, { community: 'c', content_type: 'image/jpeg' })
  assert.deepEqual(city.asked.at(-1)?.body, { note: 'ok', photos: ['e1'] })
})
