import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepOf } from '../src/shell/ops/past.ts'

const HOUR = 3_600_000
const LONGEST = { '1min': 7 * 24, '15min': 31 * 24, '1h': 92 * 24, '1d': 400 * 24 } // hours, of the API
const WIDTH = { '1min': 1 / 60, '15min': 1 / 4, '1h': 1, '1d': 24 }

test('a curve has as many steps as can be read, and as are answered at once', () => {
  for (const hours of [0.1, 1, 12, 13, 24, 168, 169, 744, 745, 9600]) {
    const step = stepOf(hours * HOUR)
    assert.ok(hours <= LONGEST[step], `${hours} h by ${step}`)
    assert.ok(hours / WIDTH[step] <= 1000, `${hours} h by ${step}`)
  }
  assert.equal(stepOf(HOUR), '1min')
})
