import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { city, HERE, press, settled } from './desk.ts'
import { draw, drawn, type FakeNode } from './dom.ts'
import { telephone } from './telephone.ts'

const { h } = await import('preact')
const { learning, t } = await import('../src/lib/i18n.ts')
const { own } = await import('../src/lib/own.ts')
const { Working } = await import('../src/shell/work/worker.tsx')
const { IncidentTask } = await import('../src/shell/work/task/incident.tsx')
await learning('work', Promise.resolve())
const [ID, HAZARD] = ['a'.repeat(26), 'b'.repeat(26)]
const LAMP = {
  id: ID, hazard_id: HAZARD, stage: 'handled', assignee: 'li', handler: 'li', category: 'lamp_out', kind: 'lamp', measure: 'report', value: 1, subject: 'lamp_out',
  community: HERE, priority: 'P3', timeline: [], sensor: { normal: false, absent: false },
}
const HAZARDS = `/v1/facilities/hazards/${HAZARD}`
let foundBy: string

beforeEach(() => {
  foundBy = 'resident'
  telephone()
  city.answer = path => (path.startsWith('/v1/incidents/') ? LAMP : path === HAZARDS ? { found_by: foundBy } : {})
})
after(async () => {
  await draw(null)
  own.value?.seen.stop()
})

async function opened(): Promise<FakeNode> {
  const me = { data: { id: 'wang', memberships: [{ role: 'grid_worker', place: HERE }] }, at: 0, waiting: false }
  const page = await draw(h(Working.Provider, { value: me as never, children: h(IncidentTask as never, { id: ID } as never) }))
  await settled()
  return page
}

async function says(page: FakeNode, gone: boolean, note: string): Promise<void> {
  page.all(node => node.getAttribute('name') === 'gone')[gone ? 0 : 1]?.fire('change')
  const field = page.tagged('textarea')[0] as FakeNode
  field.value = note
  field.fire('input')
  await drawn()
  await press(page, t('work.inspect'))
}

test('who looks again says it again: it is gone by now', async () => {
  const page = await opened()
  await says(page, false, '灯还不亮')
  await says(page, true, '灯亮了')
  const said = (await own.value?.outbox.acts())?.map(({ path, body }) => [path, body])
  assert.deepEqual(said, [[`${HAZARDS}/inspections`, { note: '灯还不亮', gone: false }], [`${HAZARDS}/inspections`, { note: '灯亮了', gone: true }]])
})

test('without a signal what people found is looked at by what this device knows of it', async () => {
  const known = city.answer
  city.answer = (path, query) => {
    if (path === HAZARDS) throw new TypeError('offline')
    return known(path, query)
  }
  const unknown = await opened()
  assert.ok(!unknown.textContent.includes(t('work.sensor-abnormal')), 'of what is not known nothing is said')
  await own.value?.seen.keep(`hazard/${HAZARD}`, { found_by: 'resident' })
  const page = await opened()
  assert.equal(page.tagged('textarea').length, 1)
})

test('over a sensor that still reads abnormal nothing is verified', async () => {
  foundBy = 'sensor'
  const page = await opened()
  assert.ok(page.textContent.includes(t('work.sensor-abnormal')))
  assert.equal(page.tagged('textarea').length, 0)
})
