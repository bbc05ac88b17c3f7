import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holds } from '../src/shell/ops/devices/past/limits.ts'

test('a rule holds on its first day and on its last, and its successor from the next on', () => {
  const old = { effective_from: '2026-01-01', effective_to: '2026-12-31' }
  const next = { effective_from: '2027-01-01', effective_to: null }
  const days = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01', '2030-01-01']
  assert.deepEqual(days.map(day => holds(old, day)), [false, true, true, false, false])
  assert.deepEqual(days.map(day => holds(next, day)), [false, false, false, true, true])
})
