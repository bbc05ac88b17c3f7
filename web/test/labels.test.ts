import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, HERE, press, seen } from './desk.ts'
import { draw } from './dom.ts'

const { Labels } = await import('../src/shell/ops/assets/labels.tsx')
after(() => draw(null))

test('labels of a kind come sheet by sheet, each to be kept under its number', async () => {
  const asked: (string | null)[][] = []
  city.answer = (_, query) => {
    asked.push([query.get('kind'), query.get('after')])
    return query.get('after') ? { svg: '<svg/>', labels: 3, next: null } : { svg: '<svg/>', labels: 20, next: 'x' }
  }
  const page = await seen('property_manager', Labels as never, { community: HERE, kind: 'hydrant' })
  assert.deepEqual(asked, [], 'nothing is fetched unasked')
  await press(page, '整页标签（A4）')
  assert.match(page.textContent, /本页 20 个标签/)
  await press(page, '下一页标签')
  assert.deepEqual(asked, [['hydrant', ''], ['hydrant', 'x']])
  const [file] = page.tagged('a')
  assert.equal(file?.download ?? file?.getAttribute('download'), `${HERE}-hydrant-2.svg`)
  assert.doesNotMatch(page.textContent, /下一页/)
})
