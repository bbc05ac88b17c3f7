import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fmt from '../src/lib/fmt.ts'

const EN: fmt.How = { lang: 'en', zone: 'Asia/Shanghai' }
const NOW = '2026-03-05T06:00:00Z' // 14:00 in the city

test('a day is the city’s, whatever the phone’s zone is', () => {
  assert.equal(fmt.moment('2026-03-05T06:05:00Z', NOW), '今天 14:05')
  assert.equal(fmt.moment('2026-03-04T15:59:00Z', NOW), '昨天 23:59')
  assert.equal(fmt.moment('2026-03-04T16:00:00Z', NOW), '今天 00:00')
  assert.equal(fmt.moment('2026-03-05T16:00:00Z', NOW), '明天 00:00')
  assert.equal(fmt.moment('2026-03-04T23:30:00Z', NOW, { lang: 'zh', zone: 'UTC' }), '昨天 23:30')
})

test('the year is written only when it is another one', () => {
  assert.equal(fmt.moment('2026-01-02T01:00:00Z', NOW), '1月2日 09:00')
  assert.equal(fmt.moment('2025-12-31T15:00:00Z', NOW), '2025年12月31日 23:00')
  assert.equal(fmt.moment('2025-12-31T15:00:00Z', NOW, EN), '31 Dec 2025 23:00')
  assert.equal(fmt.moment('2026-03-05T06:05:00Z', NOW, EN), 'today 14:05')
})

test('a clock has 24 hours, and midnight is 00:00', () => {
  assert.equal(fmt.clock('2026-03-04T16:00:00Z'), '00:00')
  assert.equal(fmt.clock('2026-03-05T06:05:09Z', EN, true), '14:05:09')
})

test('a date without a time is the same day in any zone', () => {
  for (const zone of ['Asia/Shanghai', 'America/New_York']) {
    assert.equal(fmt.date('2026-03-05', { lang: 'zh', zone }), '2026年3月5日')
  }
  assert.equal(fmt.date('2026-03-04T20:00:00Z'), '2026年3月5日')
})

test('how long ago is told in minutes, hours, and days of the calendar', () => {
  const told = (at: string, how = fmt.CITY) => fmt.ago(at, NOW, how)
  assert.equal(told('2026-03-05T05:59:30Z'), '刚刚')
  assert.equal(told('2026-03-05T06:00:30Z'), '刚刚')
  assert.equal(told('2026-03-05T05:55:01Z'), '4 分钟前')
  assert.equal(told('2026-03-05T03:00:00Z'), '3 小时前')
  assert.equal(told('2026-03-02T16:30:00Z'), '2 天前')
  assert.equal(told('2026-03-02T15:30:00Z'), '3 天前')
  assert.equal(told('2026-03-05T04:59:00Z', EN), '1 hour ago')
  assert.equal(told('2026-01-20T06:00:00Z'), '2026年1月20日')
  assert.equal(told('2026-03-06T01:00:00Z'), '明天 09:00')
})

test('a deadline never promises more time than there is', () => {
  const told = (due: string, how = fmt.CITY) => fmt.deadline(due, NOW, how)
  assert.equal(told('2026-03-05T06:12:59Z'), '还剩 12 分')
  assert.equal(told('2026-03-05T05:56:30Z'), '超时 3 分')
  assert.equal(told('2026-03-05T06:00:40Z'), '还剩不到 1 分')
  assert.equal(told(NOW), '超时不到 1 分')
  assert.equal(told('2026-03-05T08:05:00Z'), '还剩 2 小时 5 分')
  assert.equal(told('2026-03-05T08:00:00Z'), '还剩 2 小时')
  assert.equal(told('2026-03-08T10:30:00Z'), '还剩 3 天 4 小时')
  assert.equal(told('2026-03-05T06:12:59Z', EN), '12 min left')
  assert.equal(told('2026-03-05T05:56:30Z', EN), '3 min overdue')
  assert.ok(fmt.overdue(NOW, NOW))
  assert.ok(!fmt.overdue('2026-03-05T06:00:01Z', NOW))
})

test('what is no time is a dash, not a broken screen', () => {
  assert.equal(fmt.clock('soon'), '—')
  assert.equal(fmt.moment('soon', NOW), '—')
  assert.equal(fmt.date(''), '—')
  assert.equal(fmt.ago('soon', NOW), '—')
  assert.equal(fmt.deadline('soon', NOW), '—')
})
