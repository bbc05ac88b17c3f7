import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, money } from '../src/lib/amount.ts'
import { distance, measure, number, seconds } from '../src/lib/quantities.ts'

test('money is exact to the 分', () => {
  assert.equal(money(123450), '¥1,234.50')
  assert.equal(money(-5), '-¥0.05')
  assert.equal(money(0), '¥0.00')
  assert.equal(money(900719925474099_1), '¥90,071,992,547,409.91')
  assert.equal(money(0.5), '—')
})

test('numbers, measures and distances carry their units', () => {
  assert.equal(number(1234567), '1,234,567')
  assert.equal(number(-0.001, 2), '0')
  assert.equal(measure(23.46, '℃'), '23.5 ℃')
  assert.equal(measure(56, '%'), '56%')
  assert.equal(distance(47.6), '48 米')
  assert.equal(distance(346), '350 米')
  assert.equal(distance(996), '1 公里')
  assert.equal(distance(1249, { lang: 'en', zone: 'Asia/Shanghai' }), '1.2 km')
  assert.equal(seconds(44_100), '45 秒')
})

test('what is no number is a dash, not a broken screen', () => {
  assert.deepEqual([number(null), measure(NaN, '℃'), money(undefined), distance(null), seconds(NaN)], Array(5).fill('—'))
})

test('an amount is read as people type it, to the 分 and no longer than it may be', () => {
  assert.deepEqual(['12', '1,234.5', '￥１２．０５', '12 元', ''].map(one => fen(one)), [1200, 123_450, 1205, 1200, null])
  assert.deepEqual(['十', '-1', '1.234', '123456789'].map(one => fen(one)), [undefined, undefined, undefined, undefined])
  assert.equal(fen('123456789', 13), 12_345_678_900)
})
