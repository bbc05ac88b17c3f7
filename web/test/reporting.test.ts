import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, fill, HERE, press, settled } from './desk.ts'
import { draw, drawn, type FakeNode } from './dom.ts'
import { telephone } from './telephone.ts'

const { h } = await import('preact')
const { learning, t } = await import('../src/lib/i18n.ts')
const { own } = await import('../src/lib/own.ts')
const { filter } = await import('../src/lib/router.ts')
const { Working } = await import('../src/shell/work/worker.tsx')
const { default: Report } = await import('../src/shell/work/report/form.tsx')
const { PointStep } = await import('../src/shell/resident/report/steps.tsx')
const { EMPTY } = await import('../src/shell/work/report/spot.ts')
await Promise.all([learning('work', Promise.resolve()), learning('report', Promise.resolve())])
const THERE = '140105001002'
let stand: () => void // the telephone has found where it is

const soon = globalThis.setTimeout
Object.assign(globalThis, { setTimeout: (work: () => void) => soon(work, 0) }) // a draft is kept at once
Object.assign(navigator, {
  geolocation: { getCurrentPosition: (found: (at: object) => void) => (stand = () => found({ coords: { latitude: 37.8, longitude: 112.5 } })) },
})

beforeEach(() => {
  telephone()
  city.answer = path => (path.endsWith('/categories') ? { items: [{ id: 'lamp_out', zh: '灯', en: 'lamp', severity: 'general' }] } : { items: [] })
  filter({ step: null, community: null })
})
after(async () => {
  await draw(null)
  own.value?.seen.stop()
})

async function opened(): Promise<FakeNode> {
  const memberships = [HERE, THERE].map(place => ({ role: 'grid_worker', place }))
  const me = { data: { id: 'wang', memberships }, at: 0, waiting: false }
  const page = await draw(h(Working.Provider, { value: me as never, children: h(Report as never, {} as never) }))
  await settled()
  return page
}

const draft = async () => (await own.value?.drafts.load(`report/${HERE}`))?.answers as { place: typeof EMPTY } | undefined

test('what is typed while the telephone looks where it is stays', async () => {
  const page = await opened()
  page.named(t('work.here')).fire('click')
  await fill(page, { building: '3号楼' })
  stand()
  await settled()
  const { building, lat, lon } = (await draft())?.place ?? EMPTY
  assert.deepEqual({ building, lat, lon }, { building: '3号楼', lat: 37.8, lon: 112.5 })
})

test('a resident’s as well', async () => {
  const changes: any[] = []
  const page = await draw(h(PointStep as never, { one: { community: HERE, place: EMPTY }, set: (change: unknown) => changes.push(change), next() {} } as never))
  page.named(t('report.here')).fire('click')
  stand()
  await settled()
  assert.deepEqual(changes[0]({ place: { ...EMPTY, building: '3号楼' } }).place, { ...EMPTY, building: '3号楼', lat: 37.8, lon: 112.5 })
})

test('a place that is found after all was sent is no next report', async () => {
  const page = await opened()
  page.named(t('work.here')).fire('click')
  await fill(page, { building: '3号楼' })
  await press(page, t('form.next-page'))
  await fill(page, { category: 'lamp_out' })
  await press(page, t('form.next-page'))
  await fill(page, { words: '灯不亮' })
  await press(page, t('work.send-report'))
  assert.equal((await own.value?.outbox.acts())?.length, 1)
  stand()
  await settled()
  assert.equal(await draft(), undefined)
})

test('in another community it is asked anew from where', async () => {
  const page = await opened()
  await fill(page, { building: '3号楼' })
  await press(page, t('form.next-page'))
  await fill(page, { category: 'lamp_out' })
  await press(page, t('form.next-page'))
  assert.ok(page.all(node => node.id === 'words').length)
  filter({ community: THERE })
  await settled()
  await drawn()
  assert.equal(page.all(node => node.id === 'words').length, 0)
  assert.ok(page.all(node => node.id === 'building').length)
})
