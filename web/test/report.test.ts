import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterWhat, before, communitiesOf, fresh, reached } from '../src/shell/resident/report/draft.ts'
import { reached as worked } from '../src/shell/work/report/draft.ts'
import { EMPTY, whereOf } from '../src/shell/work/report/spot.ts'

const HOME = '140105001001'
const empty = fresh('k', { community: HOME, place: EMPTY })
const inside = { ...empty, place: { ...EMPTY, building: '3号楼' } }
const marked = { ...inside, place: { ...inside.place, lat: 37.87, lon: 112.55 } }

test('no question is skipped, whatever address one comes by', () => {
  assert.equal(reached(null, empty), 'photo')
  assert.equal(reached('nonsense', empty), 'photo')
  assert.equal(reached('say', empty), 'where')
  assert.equal(reached('point', empty), 'point') // which may be all that is known
  assert.equal(reached('say', inside), 'what')
  assert.equal(reached('say', { ...inside, category: 'lamp_out' }), 'say')
})

test('nor of a worker’s', () => {
  assert.equal(worked('nonsense', empty), 'where')
  assert.equal(worked('say', empty), 'where')
  assert.equal(worked('what', inside), 'what')
  assert.equal(worked('say', inside), 'what')
  assert.equal(worked('say', { ...inside, category: 'lamp_out' }), 'say')
})

test('what may be the same is asked of a point alone', () => {
  assert.equal(reached('same', { ...inside, category: 'lamp_out' }), 'say')
  assert.equal(reached('same', { ...marked, category: 'lamp_out' }), 'same')
  assert.deepEqual([afterWhat(inside), afterWhat(marked)], ['say', 'same'])
})

test('back leads to the question before, and from the first one home', () => {
  assert.equal(before('photo'), '/')
  assert.equal(before('what'), '/report?step=point')
  assert.equal(before('say'), '/report?step=what') // not to a question that nothing is near for
})

test('one reports where one lives, each place once, and not in a whole city', () => {
  const all = [{ place: HOME }, { place: `${HOME}003` }, { place: '140100000000' }, { place: '140105001002' }]
  assert.deepEqual(communitiesOf(all), [HOME, '140105001002'])
})

test('another report nearby keeps the place and nothing else', () => {
  const next = fresh('l', { community: HOME, place: marked.place })
  assert.deepEqual([next.place, next.category, next.words, next.photos], [marked.place, '', '', []])
  assert.deepEqual(whereOf(next.place), { building: '3号楼', point: { lat: 37.87, lon: 112.55 } })
})
