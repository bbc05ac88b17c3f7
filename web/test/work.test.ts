import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Act } from '../src/lib/acts.ts'
import { aboutPatrol, assetOf, BEGIN, checkOf, marks, pathOfPatrol, patrolAt } from '../src/shell/work/patrol/route.ts'
import { following, hazardTodo, incidentTodo, taskAt, tasks, waiting } from '../src/shell/work/tasks.ts'

const ME = 'wang-lei'
const WORKER = ['grid_worker']
const ID = 'a'.repeat(26)
const incident = (more: object = {}) => ({ id: ID, stage: 'dispatched', priority: 'P2', assignee: ME, handler: null, deadline: null, ...more })
const hazard = (more: object = {}) => ({ id: ID, state: 'assigned', severity: 'major', led_by: 'ledger', assignee: ME, repairer: null, deadline: null, ...more })
const act = (path: string, more: Partial<Act> = {}): Act =>
  ({ id: path, path, about: `incident/${ID}`, state: 'waiting', sentAt: null, body: {}, answer: null, ...more }) as Act

test('what is dispatched to me I take, what I took I handle, what another handled I verify', () => {
  assert.deepEqual(incidentTodo(incident(), ME, WORKER), { todo: 'acknowledge', mine: true })
  assert.deepEqual(incidentTodo(incident({ stage: 'acknowledged' }), ME, WORKER), { todo: 'handle', mine: true })
  assert.deepEqual(incidentTodo(incident({ stage: 'handled', handler: 'li-na' }), ME, WORKER), { todo: 'verify', mine: false })
  assert.equal(incidentTodo(incident({ assignee: 'li-na' }), ME, WORKER), null)
})

test('who was asked to help goes there while another has it in hand, and verifies it when that is done', () => {
  const asked = (stage: string, more: object = {}) => incidentTodo(incident({ stage, assignee: 'li-na', team: [ME], ...more }), ME, WORKER)
  assert.deepEqual(asked('acknowledged'), { todo: 'assist', mine: true })
  assert.deepEqual(asked('handled', { handler: 'li-na' }), { todo: 'verify', mine: false })
  assert.deepEqual(asked('dispatched', { assignee: ME }), { todo: 'acknowledge', mine: true }, 'what became his own is his own')
  assert.equal(asked('closed'), null)
})

test('nobody verifies his own work, nor who may not', () => {
  assert.equal(incidentTodo(incident({ stage: 'handled', handler: ME }), ME, WORKER), null)
  assert.equal(incidentTodo(incident({ stage: 'handled', handler: 'li-na' }), ME, ['property_manager']), null)
  assert.equal(hazardTodo(hazard({ state: 'repaired', repairer: ME }), ME, WORKER), null)
  assert.deepEqual(hazardTodo(hazard({ state: 'repaired', repairer: 'li-na' }), ME, WORKER), { todo: 'verify', mine: false })
})

test('what an incident leads, or was joined to another, is not worked on in the ledger', () => {
  assert.equal(hazardTodo(hazard({ led_by: 'incident' }), ME, WORKER), null)
  assert.equal(hazardTodo(hazard({ joined_to: 'b'.repeat(26) }), ME, WORKER), null)
})

test('the next deadline comes first, of equals the graver; what has none comes last', () => {
  const soon = '2026-03-05T10:00:00Z', later = '2026-03-05T11:00:00Z'
  const all = tasks(
    [incident({ id: 'i1', deadline: later }), incident({ id: 'i2', priority: 'P1' }), incident({ id: 'i3', deadline: soon, priority: 'P3' })],
    [hazard({ id: 'h1', deadline: soon, severity: 'critical' })], ME, WORKER,
  )
  assert.deepEqual(all.map(one => one.of.id), ['h1', 'i3', 'i1', 'i2'])
})

test('what waits here counts as pressed and not as done', () => {
  const take = act('/v1/incidents/x/acknowledgements')
  const done = act('/v1/incidents/x/handlings')
  assert.equal(following('acknowledge', []), 'acknowledge')
  assert.equal(following('acknowledge', [take]), 'handle')
  assert.equal(following('acknowledge', [take, done]), null)
  assert.equal(following('handle', [done]), null)
  assert.equal(following('verify', [act('/v1/incidents/x/verifications')]), null)
})

test('what was sent after a list was heard is not asked for again; what was before is the list’s', () => {
  const acts = [act('/v1/a/acknowledgements', { state: 'sent', sentAt: 50 })]
  assert.equal(waiting(acts, `incident/${ID}`, 40).length, 1)
  assert.equal(waiting(acts, `incident/${ID}`, 60).length, 0)
  assert.equal(waiting(acts, 'incident/other', 40).length, 0)
})

test('an address names a task or nothing', () => {
  assert.deepEqual(taskAt(`hazard-${ID}`), { sort: 'hazard', id: ID })
  for (const wrong of ['x', 'patrol-1', `hazard-${ID}0`, `incident-${'A'.repeat(26)}`]) assert.equal(taskAt(wrong), null)
})

test('a patrol begun here is named by its act until the city has named it', () => {
  const key = 'k3y_-aaaaaaaaaaaa'
  const at = patrolAt(`begun-${key}`)
  assert.deepEqual(at, { kind: 'begun', id: key })
  assert.equal(pathOfPatrol(at as never), `${BEGIN}/{${key}}`)
  assert.equal(aboutPatrol(at as never, []), `patrol/${key}`)
  const begun = act(BEGIN, { id: key, about: `patrol/${key}`, state: 'sent', answer: { id: ID } })
  assert.equal(aboutPatrol({ kind: 'patrol', id: ID }, [begun]), `patrol/${key}`, 'its later acts go on behind the first')
  assert.equal(aboutPatrol({ kind: 'patrol', id: ID }, []), `patrol/${ID}`)
})

test('a place of a route was seen and sent, seen and kept, or neither', () => {
  const kept = act(`${BEGIN}/x/checks`, { body: { asset_id: 'B' } })
  assert.deepEqual([...marks(['A', 'B', 'C'], { A: 'c1' }, [kept])], [['A', 'sent'], ['B', 'kept'], ['C', 'open']])
})

test('a label names its asset, and a misread one is seen', () => {
  for (const [id, check] of [['MH-0001', checkOf('MH-0001')], ['1401050102000017', checkOf('1401050102000017')]] as const) {
    assert.equal(assetOf(`${id}.${check}`), id)
    assert.equal(assetOf(` ${id} `), id)
    assert.equal(assetOf(`${id.slice(0, -1)}${id.endsWith('7') ? '8' : '7'}.${check}`), null)
  }
  assert.equal(assetOf('https://elsewhere.example/x'), null)
  assert.equal(assetOf(''), null)
})
