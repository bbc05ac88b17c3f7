import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './tsx.ts'
import { draw, drawn, type FakeNode } from './dom.ts'

const HERE = '140105001001'
const DEVICES = [
  { id: 'WM-1', name: '一号表', kind: 'water_meter', serial: 'AC-000001' },
  { id: 'WM-2', name: '二号表', kind: 'water_meter', serial: null },
].map(one => ({ ...one, community: HERE, address: '学府街1号', building: null, zone: null, state: 'active' }))
const KINDS = [['water_meter', 'WM', false], ['home_sensor', 'HS', true]]
  .map(([id, prefix, personal]) => ({ id, prefix, personal, name: { zh: id, en: id } }))
const asked: string[] = []

/** As the city answers a grid worker. */
async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const serial = searchParams.get('serial')
  const name = searchParams.get('name') ?? ''
  const list = (items: object[]) => Response.json({ items, next: null })
  if (pathname.endsWith('/kinds')) return list(KINDS)
  if (pathname.endsWith('/silences')) return list([])
  asked.push(decodeURIComponent(request.url.split('/v1/')[1] ?? ''))
  if (pathname.endsWith('/devices')) return list(DEVICES.filter(one => (!serial || one.serial === serial) && [one.id, one.name].some(each => each.startsWith(name))))
  const found = DEVICES.find(one => pathname.endsWith(`/${one.id}`))
  return found ? Response.json(found) : Response.json({ code: 'not-found' }, { status: pathname.includes('/HS-') ? 403 : 404 })
}

const place = new URL(`https://city.test/ops/devices?community=${HERE}`)
Object.assign(globalThis, { location: place, fetch: answer, scrollTo() {}, addEventListener() {} })
Object.assign(globalThis, { history: { replaceState: (_: null, __: string, to: string) => void (place.href = new URL(to, place).href) } })

const { h } = await import('preact')
const { config } = await import('../src/lib/config.ts')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { startRouter } = await import('../src/lib/router.ts')
const { Watching } = await import('../src/shell/ops/watcher.tsx')
const { default: Screen } = await import('../src/shell/ops/devices/list.tsx')
config.value = { zone: 'Asia/Shanghai', languages: ['zh'], communities: [{ code: HERE, name: { zh: '本社区', en: 'Here' } }] } as never
await speak('zh')
for (const words of ['ops', 'devices'] as const) await learning(words, Promise.resolve())
startRouter()

after(() => draw(null)) // what asks again and again ends

const me = { data: { id: 'wang', memberships: [{ role: 'grid_worker', place: HERE }] }, at: 0, waiting: false }
const open = () => draw(h(Watching.Provider, { value: me as never, children: h(Screen, { params: {} }) }))
const rows = (page: FakeNode) => page.tagged('tbody').flatMap(body => body.tagged('tr')).map(row => row.tagged('a')[0]?.textContent)
const box = (page: FakeNode) => page.all(node => node.getAttribute('type') === 'search')[0] as FakeNode

async function settled(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await drawn()
}

async function find(page: FakeNode, text: string): Promise<void> {
  box(page).value = text
  box(page).fire('input')
  await drawn()
  asked.length = 0
  page.tagged('form')[0]?.fire('submit')
  await settled()
}

test('one box finds a device by its number or its serial, and the address says so', async () => {
  const page = await open()
  await settled()
  assert.deepEqual(rows(page), ['一号表', '二号表'])
  await find(page, ' AC-000001 ')
  assert.deepEqual([rows(page), place.searchParams.get('find')], [['一号表'], 'AC-000001'])
  assert.deepEqual(asked.sort(), ['devices/AC-000001', `devices?community=${HERE}&after=&name=AC-000001`, `devices?community=${HERE}&serial=AC-000001`])
  await find(page, 'WM-2')
  assert.deepEqual(rows(page), ['二号表'], 'found by its number and by how it begins, it is one row')
  await find(page, '一号')
  assert.deepEqual([rows(page), asked], [['一号表'], [`devices?community=${HERE}&after=&name=一号`]])
})

test('what is picked is asked of the city, with what is looked for', async () => {
  const page = await open()
  asked.length = 0
  for (const [name, value] of [['类型', 'water_meter'], ['状态', 'active']] as const) {
    const [pick] = page.tagged('label').filter(one => one.textContent.startsWith(name)).flatMap(one => one.tagged('select'))
    assert.ok(pick, name)
    pick.value = value
    pick.fire('change')
    await settled()
  }
  assert.equal(asked.at(-1), `devices?community=${HERE}&kind=water_meter&state=active&after=&name=一号`)
})

test('what stands on none is said, with the way back to all', async () => {
  const page = await open()
  await find(page, 'AC-000002')
  assert.ok(page.textContent.includes('没有名称或编号以“AC-000002”开头的设备'), page.textContent)
  page.named('显示全部').fire('click')
  await settled()
  assert.deepEqual([rows(page), box(page).value, place.search], [['一号表', '二号表'], '', `?community=${HERE}`])
})

test('who goes to a person comes from the number of his device to its readings', async () => {
  const page = await open()
  await find(page, 'HS-1')
  const [link] = page.tagged('a').filter(one => one.getAttribute('href')?.includes('/HS-1/'))
  assert.equal(link?.getAttribute('href') ?? link?.href, `/ops/devices/HS-1/readings?community=${HERE}`)
})
