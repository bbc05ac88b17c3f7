import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Flow, HIGH, laid, standing, WIDE } from '../src/shell/ops/flow/layout.ts'

const edge = (to: string, when = 'next', stages: string[] = []) => ({ to, when, stages })
const HANDLING: Flow = {
  start: 'Resume',
  states: [
    { id: 'Resume', ends: false, stages: [], edges: [edge('Judge', 'stage', ['raised']), edge('Wait', 'stage', ['dispatched']), edge('Done', 'default')] },
    { id: 'Judge', ends: false, stages: ['raised'], edges: [edge('Resume')] },
    { id: 'Wait', ends: false, stages: ['dispatched'], edges: [edge('Resume'), edge('Resume', 'error')] },
    { id: 'Done', ends: true, stages: [], edges: [] },
  ],
}

test('each state is drawn once, and no two of them overlap', () => {
  const { boxes, width, height } = laid(HANDLING)
  assert.deepEqual(boxes.map(box => box.of.id).sort(), ['Done', 'Judge', 'Resume', 'Wait'])
  for (const one of boxes) {
    assert.ok(one.x >= 0 && one.x + WIDE <= width && one.y >= 0 && one.y + HIGH <= height)
    for (const other of boxes) {
      const apart = one === other || Math.abs(one.x - other.x) >= WIDE || Math.abs(one.y - other.y) >= HIGH
      assert.ok(apart, `${one.of.id} lies on ${other.of.id}`)
    }
  }
})

test('the start stands left, what is further on further right', () => {
  const x = new Map(laid(HANDLING).boxes.map(box => [box.of.id, box.x]))
  assert.ok((x.get('Resume') ?? 0) < (x.get('Judge') ?? 0))
  assert.equal(x.get('Judge'), x.get('Done'))
})

test('every way is drawn, there and back by other lines', () => {
  const { ways } = laid(HANDLING)
  assert.equal(ways.length, 6)
  assert.equal(new Set(ways.map(one => one.id)).size, 6)
  const there = ways.find(one => one.id.startsWith('Resume-Judge'))
  const back = ways.find(one => one.id.startsWith('Judge-Resume'))
  assert.notEqual(there?.path, back?.path)
})

test('a state that nothing leads to is drawn all the same', () => {
  const lost = { id: 'Lost', ends: true, stages: [], edges: [] }
  assert.equal(laid({ ...HANDLING, states: [...HANDLING.states, lost] }).boxes.length, 5)
})

test('a stage stands in its state, one that has none where it ends', () => {
  assert.equal(standing(HANDLING, 'dispatched')?.id, 'Wait')
  assert.equal(standing(HANDLING, 'closed')?.id, 'Done')
  assert.equal(standing(HANDLING, null), undefined)
})
