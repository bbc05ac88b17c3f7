import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byDeadline, isMineToTake, needs, next, provable, type Row, rings, sorted, steady, wished } from '../src/shell/ops/order.ts'

const row = (id: string, more: Partial<Row> = {}): Row =>
  ({ id, stage: 'dispatched', priority: 'P2', grade: null, deadline: null, raised_at: '2026-03-05T00:00:00Z', assignee: null, ...more })
const at = (minute: number): string => `2026-03-05T08:${String(minute).padStart(2, '0')}:00Z`
const ids = (rows: readonly Row[]): string[] => rows.map(one => one.id)

test('what must happen next stands first, what has no deadline last, by priority', () => {
  const rows = [row('later', { deadline: at(30) }), row('none'), row('urgent', { priority: 'P1' }), row('soon', { deadline: at(5) })]
  assert.deepEqual(ids(byDeadline(rows)), ['soon', 'later', 'urgent', 'none'])
  assert.deepEqual(ids(rows), ['later', 'none', 'urgent', 'soon'], 'what was given stays as it was')
})

test('deadlines of other time zones are compared as moments', () => {
  const rows = [row('a', { deadline: '2026-03-05T16:10:00+08:00' }), row('b', { deadline: '2026-03-05T08:05:00Z' })]
  assert.deepEqual(ids(byDeadline(rows)), ['b', 'a'])
})

test('a row that is held keeps its place, whatever comes in above it', () => {
  assert.deepEqual(steady(['a', 'b', 'c'], ['new', 'a', 'b', 'c'], 'b'), ['a', 'b', 'new', 'c'])
  assert.equal(steady(['a', 'b', 'c'], ['x', 'y', 'c', 'b', 'a'], 'c').indexOf('c'), 2)
})

test('where a row above it has ended another fills its place', () => {
  const shown = steady(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'new'], 'c')
  assert.equal(shown.indexOf('c'), 2)
  assert.deepEqual([...shown].sort(), ['b', 'c', 'd', 'new'])
})

test('no row is lost or told twice while one is held', () => {
  for (const held of ['a', 'b', 'c', 'gone', null]) {
    const shown = steady(['a', 'b', 'c'], ['c', 'x', 'a', 'b', 'y'], held)
    assert.deepEqual([...shown].sort(), ['a', 'b', 'c', 'x', 'y'])
  }
})

test('let go, the list is as its deadlines say', () => {
  assert.deepEqual(steady(['a', 'b'], ['b', 'a'], null), ['b', 'a'])
  assert.deepEqual(steady(['a', 'b'], ['b'], 'a'), ['b'], 'what has ended holds nothing')
})

test('filters are of the query: priority, stage, mine', () => {
  const rows = [row('p1', { priority: 'P1' }), row('mine', { assignee: 'me' }), row('late', { stage: 'late' })]
  const all = { priority: '', stage: '', mine: false }
  assert.equal(wished(rows, all, 'me').length, 3)
  assert.deepEqual(ids(wished(rows, { ...all, priority: 'P1' }, 'me')), ['p1'])
  assert.deepEqual(ids(wished(rows, { ...all, stage: 'late' }, 'me')), ['late'])
  assert.deepEqual(ids(wished(rows, { ...all, mine: true }, 'me')), ['mine'])
})

test('only who was told may take it, and only while it waits', () => {
  assert.equal(isMineToTake(row('a', { assignee: 'me' }), 'me'), true)
  assert.equal(isMineToTake(row('a', { assignee: 'other' }), 'me'), false)
  assert.equal(isMineToTake(row('a', { assignee: 'me', stage: 'acknowledged' }), 'me'), false)
  assert.equal(isMineToTake(row('a'), undefined), false)
})

test('it rings for what is grave and untaken, and for nothing else', () => {
  const rows = [
    row('p1', { priority: 'P1' }), row('graded', { grade: 'II' }), row('three', { grade: 'III' }),
    row('taken', { priority: 'P1', stage: 'acknowledged' }), row('passed-on', { priority: 'P1', stage: 'late' }),
  ]
  assert.deepEqual(ids(rings(rows)), ['p1', 'graded', 'passed-on'])
})

const standing = { stage: 'acknowledged', assignee: 'zhao', handler: null, sensor: { normal: false }, raised_at: at(0), evidence: [] }
const photo = (id: string, minute: number) => ({ id, offered_at: at(minute) })
const shown = [photo('p', 5)]
const lacking = (one: Parameters<typeof needs>[0], me: string) => needs(one, me).filter(([, met]) => !met).map(([need]) => need)

test('what is lacking before it can be closed is told, one by one', () => {
  assert.deepEqual(lacking(standing, 'sun'), ['photo', 'handled', 'sensor', 'verified'])
  assert.deepEqual(lacking({ ...standing, stage: 'handled', handler: 'zhao', evidence: shown, sensor: { normal: true } }, 'sun'), ['verified'])
  assert.deepEqual(lacking({ ...standing, stage: 'verified', handler: 'zhao', evidence: shown, sensor: { normal: true } }, 'sun'), [])
  assert.deepEqual(lacking({ ...standing, stage: 'verified', handler: 'sun', evidence: shown, sensor: { normal: true } }, 'sun'), ['another'])
})

test('once it is reopened only photographs of this round prove that it was handled', () => {
  const again = { ...standing, reopened_at: at(10), sensor: { normal: true } }
  assert.ok(lacking({ ...again, evidence: shown }, 'sun').includes('photo'))
  assert.ok(!lacking({ ...again, evidence: [photo('q', 10)] }, 'sun').includes('photo'))
  assert.deepEqual(provable({ ...again, evidence: [...shown, photo('q', 10)] }).map(one => one.id), ['q'])
})

test('what nothing senses lacks no sensor', () => {
  assert.ok(!lacking({ ...standing, sensor: { normal: false, absent: true } }, 'sun').includes('sensor'))
})

test('the next act is the assignee\'s, then another\'s', () => {
  assert.deepEqual(next(row('a', { assignee: 'zhao' }), 'zhao', ['grid_worker']), { act: 'acknowledge', mine: true })
  assert.deepEqual(next(row('a', { stage: 'acknowledged', assignee: 'zhao' }), 'sun', ['community_worker']), { act: 'handle', mine: false })
  const handled = { ...row('a', { stage: 'handled', assignee: 'zhao' }), handler: 'zhao' }
  assert.deepEqual(next(handled, 'sun', ['community_worker']), { act: 'verify', mine: true })
  assert.deepEqual(next(handled, 'zhao', ['grid_worker']), { act: 'verify', mine: false })
  assert.deepEqual(next({ ...handled, stage: 'verified' }, 'zhang', ['official']), { act: 'close', mine: true })
  assert.equal(next(row('a', { stage: 'closed' }), 'sun', ['community_worker']), null)
})

test('facts are shown by who made them: people, devices, decisions', () => {
  const facts = [
    { kind: 'raised', by: null, seq: 1 }, { kind: 'dispatched', by: null, seq: 2 }, { kind: 'acknowledged', by: 'zhao', seq: 3 }, { kind: 'action', by: null, seq: 4 },
  ]
  const shown = (by: Parameters<typeof sorted>[1]) => sorted(facts, by).map(one => one.seq)
  assert.deepEqual(shown('all'), [1, 2, 3, 4])
  assert.deepEqual(shown('people'), [3])
  assert.deepEqual(shown('devices'), [1, 4])
  assert.deepEqual(shown('decisions'), [3])
})
