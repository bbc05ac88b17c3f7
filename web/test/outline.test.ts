import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Config } from '../src/lib/config.ts'

const { config } = await import('../src/lib/config.ts')
const { outlineOf } = await import('../src/lib/outline.ts')

const square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
const feature = (building?: string) => ({ type: 'Feature', properties: { community: '140105001001', ...(building && { building }) }, geometry: { type: 'Polygon', coordinates: square } })
const collection = { type: 'FeatureCollection', features: [feature(), feature('3号楼')] }
const community = (code: string, outline: string | null) => ({ code, name: { zh: code, en: code }, outline })
let fetched: string[] = []

/** Each path is its own, as what was fetched once is kept. */
function given(path: string, answer: () => Response): void {
  config.value = { communities: [community('140105001001', path), community('140105001002', null)] } as Config
  globalThis.fetch = async asked => (fetched.push(String(asked)), answer())
}

beforeEach(() => {
  fetched = []
})

test('a community and its buildings are told apart, and fetched once, for its grids as well', async () => {
  given('outlines/a.geojson', () => Response.json(collection))
  const found = await outlineOf('140105001001')
  assert.deepEqual(found.area.map(one => one.properties), [null])
  assert.deepEqual(found.buildings.map(one => one.properties?.name), ['3号楼'])
  assert.equal(await outlineOf('140105001001001'), found)
  assert.deepEqual(fetched, ['/outlines/a.geojson'])
})

test('where nothing is drawn nothing is fetched', async () => {
  given('outlines/b.geojson', () => Response.json(collection))
  for (const place of ['140105001002', '140105001003', '140100000000']) {
    assert.deepEqual(await outlineOf(place), { area: [], buildings: [] })
  }
  assert.deepEqual(fetched, [])
})

test('a map does without what cannot be fetched, and the next one asks again', async () => {
  given('outlines/c.geojson', () => new Response('', { status: 404 }))
  assert.deepEqual(await outlineOf('140105001001'), { area: [], buildings: [] })
  given('outlines/c.geojson', () => Response.json(collection))
  assert.equal((await outlineOf('140105001001')).area.length, 1)
})
