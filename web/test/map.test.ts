import assert from 'node:assert/strict'
import { test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'
import type { Mark } from '../src/ui/map.tsx'

const { h } = await import('preact')
const { useState } = await import('preact/hooks')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Map: Drawing } = await import('../src/ui/map.tsx')
await speak('zh')
await learning('forms', Promise.resolve())

const polygon = (west: number, south: number, east: number, north: number, name?: string) => ({
  type: 'Feature' as const,
  properties: name ? { name } : null,
  geometry: { type: 'Polygon' as const, coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]] as const] },
})
const area = [polygon(112.57, 37.81, 112.59, 37.82)]
const mark = (id: string, lon: number, level: Mark['level']): Mark => ({ id, at: [lon, 37.815], level, short: '火', title: `事件 ${id}` })
const marks = [mark('a', 112.575, 'IV'), mark('b', 112.58, 'I'), mark('c', 112.585, null)]
const signs = (page: FakeNode) => page.all(node => node.className.startsWith('mark'))
const svg = (page: FakeNode) => page.tagged('svg')[0] as FakeNode
const place = (node: FakeNode) => (node.getAttribute('transform') ?? '').match(/-?[\d.]+/g)?.map(Number) as number[]
const key = async (page: FakeNode, name: string) => {
  const event = svg(page).fire('keydown', { key: name })
  await drawn()
  return event
}

test('each grade has a shape of its own, and the gravest lies on top', async () => {
  const page = await draw(h(Drawing, { title: '坞城', area, marks }))
  const shapes = signs(page).map(node => node.tagged('path')[0]?.getAttribute('d'))
  assert.equal(new Set(shapes).size, 3)
  assert.equal(signs(page).at(-1)?.className, 'mark red')
})

test('the list tells all that is marked, the gravest first, and opens it', async () => {
  const opened: string[] = []
  const page = await draw(h(Drawing, { title: '坞城', area, marks, open: id => opened.push(id) }))
  assert.deepEqual(page.tagged('li').map(node => node.textContent), ['▲ Ⅰ级 事件 b', '■ Ⅳ级 事件 a', '未定级 事件 c'])
  page.named('事件 a').fire('click')
  signs(page).at(-1)?.fire('click')
  assert.deepEqual(opened, ['a', 'b'])
})

test('keys move it and zoom it; others are left to the page', async () => {
  const page = await draw(h(Drawing, { title: '坞城', area, marks }))
  const before = place(signs(page)[0] as FakeNode)
  assert.equal((await key(page, 'ArrowRight')).defaultPrevented, true)
  const after = place(signs(page)[0] as FakeNode)
  assert.ok(Math.abs((before[0] as number) - (after[0] as number) - 60) < 0.2)
  const apart = () => Math.abs((place(signs(page)[0] as FakeNode)[0] as number) - (place(signs(page)[1] as FakeNode)[0] as number))
  const wide = apart()
  await key(page, '+')
  assert.ok(apart() > wide * 1.5)
  await key(page, '0')
  assert.deepEqual(place(signs(page)[0] as FakeNode), before)
  assert.equal((await key(page, 'Tab')).defaultPrevented, false)
})

test('a place is picked by a tap, by Enter and by a button', async () => {
  const picked: (readonly number[])[] = []
  function Asking() {
    const [at, pick] = useState<readonly [number, number] | undefined>(undefined)
    return h(Drawing, { title: '坞城', area, picked: at, pick: to => (picked.push(to), pick(to)) })
  }
  const page = await draw(h(Asking, {}))
  svg(page).fire('pointerdown', { pointerId: 1, clientX: 300, clientY: 200 })
  svg(page).fire('pointerup', { pointerId: 1, clientX: 302, clientY: 200 })
  await key(page, 'Enter')
  page.named('选这里').fire('click')
  await drawn()
  assert.equal(picked.length, 3)
  for (const [lon, lat] of picked) {
    assert.ok(Math.abs((lon as number) - 112.58) < 0.0002 && Math.abs((lat as number) - 37.815) < 0.0002)
  }
  assert.ok(page.textContent.includes('已选：37.81500, 112.58000'))
})

test('dragging moves it and picks nothing', async () => {
  const picked: unknown[] = []
  const page = await draw(h(Drawing, { title: '坞城', area, marks, pick: to => picked.push(to) }))
  const before = place(signs(page)[0] as FakeNode)
  svg(page).setPointerCapture = () => {}
  svg(page).fire('pointerdown', { pointerId: 1, clientX: 300, clientY: 200 })
  svg(page).fire('pointermove', { pointerId: 1, clientX: 340, clientY: 190 })
  svg(page).fire('pointerup', { pointerId: 1, clientX: 340, clientY: 190, type: 'pointerup' })
  await drawn()
  assert.deepEqual(picked, [])
  assert.ok(Math.abs((place(signs(page)[0] as FakeNode)[0] as number) - (before[0] as number) - 40) < 0.2)
})

test('marks on each other are one, with their number; pressing it comes closer', async () => {
  const near = [mark('a', 112.58, 'III'), mark('b', 112.58002, 'I'), mark('c', 112.58004, null)]
  const opened: string[] = []
  const page = await draw(h(Drawing, { title: '坞城', area, marks: near, open: id => opened.push(id) }))
  assert.equal(signs(page).length, 1)
  assert.equal(signs(page)[0]?.tagged('text')[0]?.textContent, '3')
  assert.equal(signs(page)[0]?.className, 'mark red')
  for (let n = 0; n < 9 && signs(page).length === 1; n += 1) {
    signs(page)[0]?.fire('click')
    await drawn()
  }
  assert.ok(signs(page).length > 1)
  assert.deepEqual(opened, [])
})

test('without an outline, marks alone give it its place; without both it still stands', async () => {
  const page = await draw(h(Drawing, { title: '坞城', area: [], marks }))
  assert.equal(signs(page).length, 3)
  const empty = await draw(h(Drawing, { title: '坞城', area: [], marks: [] }))
  assert.ok(empty.textContent.includes('地图上没有标记'))
})
