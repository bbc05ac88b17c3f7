import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourOf, hours, later, latest, spelled } from '../src/shell/ops/devices/fleet/hours.ts'
import { byPlace } from '../src/shell/ops/devices/fleet/places.ts'

const at = (time: string): number => Date.parse(`2026-11-26T${time}Z`)

test('an hour is counted ten minutes after its end', () => {
  assert.equal(spelled(latest(at('06:09:59'))), '2026-11-26T04:00:00Z')
  assert.equal(spelled(latest(at('06:10:00'))), '2026-11-26T05:00:00Z')
})

test('an hour of the query is shown; what is none, or to come, is the latest', () => {
  const now = at('06:30:00')
  assert.equal(spelled(hourOf('2026-11-20T03:20:00Z', now)), '2026-11-20T03:00:00Z')
  for (const asked of [null, '', 'x', '2026-11-26T06:00:00Z']) assert.equal(spelled(hourOf(asked, now)), '2026-11-26T05:00:00Z')
})

test('a day of hours is offered, the newest first, with the one that is shown', () => {
  const now = at('06:30:00')
  const old = hourOf('2026-11-20T03:00:00Z', now)
  assert.equal(hours(latest(now), now).length, 24)
  assert.deepEqual([hours(old, now).length, hours(old, now)[0], hours(old, now).at(-1)], [25, latest(now), old])
  assert.equal(later(old, -4), '2026-11-19T23:00:00Z')
})

const silent = (id: string, since: string, building: string | null, block: string | null = null, zone: string | null = null) => ({ id, since, building, block, zone })

test('blocks come first, then buildings as one counts them, then what no place is known of', () => {
  const rows = [
    silent('a', '08:00', '10号楼'), silent('b', '09:00', null), silent('c', '07:00', '2号楼'),
    silent('d', '06:30', '2号楼', 'k', '3号变'), silent('e', '06:00', null, 'k', '3号变'), silent('f', '05:00', '10号楼'),
  ]
  const groups = byPlace(rows)
  assert.deepEqual(groups.map(one => [one.place, one.block, one.since, one.rows.map(row => row.id).join('')]), [
    ['3号变', true, '06:00', 'ed'], ['2号楼', false, '07:00', 'c'], ['10号楼', false, '05:00', 'fa'], ['', false, '09:00', 'b'],
  ])
})

test('two silences of one block at different times are two', () => {
  const rows = [silent('a', '08:00', null, 'k', 'z'), silent('b', '06:00', null, 'j', 'z')]
  assert.deepEqual(byPlace(rows).map(one => one.rows[0]?.id), ['b', 'a'])
})
