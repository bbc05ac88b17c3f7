import assert from 'node:assert/strict'
import { test } from 'node:test'
import { box, clusters, type Geometry, metres, moved, outline, type Position, project, rings, ruler, type Size, unproject, whole, zoomed } from '../src/lib/geo.ts'

const SIZE: Size = [600, 400]
const AREA = { west: 112.57, south: 37.81, east: 112.59, north: 37.82 } // in Taiyuan
const VIEW = whole(AREA, SIZE)
const near = (one: readonly number[], other: readonly number[], by = 1e-6) =>
  assert.ok(one.every((value, n) => Math.abs(value - (other[n] as number)) < by), `${one} ${other}`)

test('the whole is in the middle, and no part of it is cut off', () => {
  near(project(VIEW, SIZE, [112.58, 37.815]), [300, 200])
  for (const corner of [[AREA.west, AREA.south], [AREA.east, AREA.north]] as Position[]) {
    const [x, y] = project(VIEW, SIZE, corner)
    assert.ok(x >= 0 && x <= 600 && y >= 0 && y <= 400)
  }
})

test('north is up, east is right, and a metre is as long either way', () => {
  const [x, y] = project(VIEW, SIZE, [112.581, 37.816])
  assert.ok(x > 300 && y < 200)
  const across = metres([112.58, 37.815], [112.581, 37.815])
  const up = metres([112.58, 37.815], [112.58, 37.816])
  assert.ok(Math.abs((x - 300) / across - (200 - y) / up) / ((200 - y) / up) < 0.005)
})

test('a pixel is found again where it was', () => {
  near(unproject(VIEW, SIZE, project(VIEW, SIZE, [112.5873, 37.8132])), [112.5873, 37.8132], 1e-9)
})

test('a single place has ground around it, and nothing has no view', () => {
  const view = whole({ west: 112.58, east: 112.58, south: 37.81, north: 37.81 }, SIZE)
  assert.ok(Number.isFinite(view.scale))
  assert.ok(metres(unproject(view, SIZE, [0, 200]), unproject(view, SIZE, [600, 200])) > 200)
  assert.equal(box([]), null)
  assert.equal(box([[NaN, 3]]), null)
})

test('it is dragged with the pointer, but not out of sight', () => {
  const at: Position = [112.58, 37.815]
  near(project(moved(VIEW, [30, -20], AREA), SIZE, at), [330, 180], 0.01)
  const far = moved(VIEW, [1e6, 1e6], AREA)
  near([far.lon, far.lat], [AREA.west, AREA.north])
})

test('it grows about the pointer, and not without end', () => {
  const at: Position = unproject(VIEW, SIZE, [320, 190])
  near(project(zoomed(VIEW, SIZE, 2, [320, 190], AREA), SIZE, at), [320, 190], 0.01)
  let view = VIEW
  for (let n = 0; n < 50; n += 1) view = zoomed(view, SIZE, 2, [300, 200], AREA)
  assert.equal(view.scale, 20 * 111_320)
  for (let n = 0; n < 50; n += 1) view = zoomed(view, SIZE, 0.5, [300, 200], AREA)
  assert.equal(view.scale, VIEW.scale / 2)
})

test('an outline has all rings of all its parts', () => {
  const ring: Position[] = [[112.57, 37.81], [112.59, 37.81], [112.59, 37.82]]
  const many: Geometry = { type: 'MultiPolygon', coordinates: [[ring, ring], [ring]] }
  assert.equal(rings(many).length, 3)
  assert.equal(outline(many, VIEW, SIZE).match(/M[^MZ]+Z/g)?.length, 3)
  assert.ok(!outline({ type: 'LineString', coordinates: ring }, VIEW, SIZE).includes('Z'))
})

const mark = (id: string, lon: number, lat: number, weight = 0) => ({ id, at: [lon, lat] as Position, weight })

test('marks that would lie on each other are one, which shows the heaviest', () => {
  const marks = [mark('a', 112.58, 37.815, 1), mark('b', 112.5800001, 37.8150001, 4), mark('c', 112.588, 37.8185, 2)]
  const found = clusters(marks, VIEW, SIZE)
  assert.deepEqual(found.map(one => one.marks.map(each => each.id)), [['c'], ['b', 'a']]) // heaviest on top
})

test('never more than three hundred are drawn, and none is left out', () => {
  const marks = Array.from({ length: 5000 }, (_, n) => mark(`m${n}`, 112.57 + 0.02 * ((n * 0.618) % 1), 37.81 + 0.01 * ((n * 0.755) % 1)))
  const found = clusters(marks, VIEW, SIZE)
  assert.ok(found.length <= 300 && found.length > 20, `${found.length}`)
  assert.equal(found.reduce((sum, one) => sum + one.marks.length, 0), 5000)
  const fewer = clusters(marks, VIEW, SIZE, 1, 40)
  assert.ok(fewer.length <= 40 && fewer.length > 5, `${fewer.length}`)
})

test('what is out of sight is not drawn, and clusters stay while it is dragged', () => {
  const marks = Array.from({ length: 50 }, (_, n) => mark(`m${n}`, 112.578 + 0.00008 * n, 37.815))
  const ids = (view = VIEW) => clusters(marks, view, SIZE).map(one => one.marks.map(each => each.id).join()).sort()
  assert.deepEqual(ids(moved(VIEW, [17, 11], AREA)), ids())
  const close = zoomed(VIEW, SIZE, 64, [300, 200], AREA)
  assert.ok(clusters(marks, close, SIZE).flatMap(one => one.marks).length < 50)
})

test('a ruler is round, and as long as it says', () => {
  const { metres: long, pixels } = ruler(VIEW, 120)
  assert.ok([1, 2, 5].includes(Number(String(long)[0])) && pixels <= 120 && pixels > 40)
  const [one, other] = [unproject(VIEW, SIZE, [100, 200]), unproject(VIEW, SIZE, [100 + pixels, 200])]
  assert.ok(Math.abs(metres(one, other) - long) / long < 0.01)
})

test('distances are those of the earth', () => {
  assert.ok(Math.abs(metres([112.5, 37.8], [112.5, 37.8 + 1 / 111.2]) - 1000) < 5)
  assert.equal(metres([112.5, 37.8], [112.5, 37.8]), 0)
})
