import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, seen } from './desk.ts'
import { draw } from './dom.ts'

const { Links } = await import('../src/shell/ops/incident/links.tsx')
after(() => draw(null))

const ORDER = {
  id: 'a'.repeat(26), stage: 'proposed', asset_id: 'GV-1', kind: 'gas_valve', hazard_id: 'h', command: 'close', link_id: 'FIRE-gas', article: 'local', drill: false,
  ordered_at: '2026-03-05T08:00:00Z', expires_at: '2026-03-05T08:30:00Z', deciders: ['community_worker', 'official'], undo_by: ['community_worker'],
}
const UNDO = /撤销 关闭 GV-1？/
const INCIDENT = { id: 'i', hazard_id: 'h', community: '140105001001', joined: 0, version: 1 }

async function shown(role: string, ...orders: object[]): Promise<string> {
  city.answer = () => ({ items: orders.map(one => ({ ...ORDER, ...one })), next: null })
  return (await seen(role, Links as never, { of: INCIDENT })).textContent
}

test('who may decide is asked, all others see for whom it waits', async () => {
  const [decider, other] = [await shown('community_worker', {}), await shown('grid_worker', {})]
  assert.match(decider, /确认执行/)
  assert.doesNotMatch(other, /确认执行/)
  assert.match(other, /由社区工作者、.+决定/)
})

test('what a rule forbids is said in its words; a rule that has none, by its id', async () => {
  assert.match(await shown('official', { stage: 'refused', ban_id: 'NO-gas-open' }), /不得打开燃气阀/)
  assert.match(await shown('official', { stage: 'refused', ban_id: 'NO-own' }), /规则禁止：NO-own/)
})

test('what was sent may be undone by whom its row names, and by nobody where it names nothing that does', async () => {
  const sent = { stage: 'answered', outcome: 'done' }
  assert.match(await shown('community_worker', sent), /撤销/)
  assert.doesNotMatch(await shown('grid_worker', sent), /撤销/)
  assert.doesNotMatch(await shown('community_worker', { ...sent, undo_by: [] }), /撤销/)
})

test('what should have undone it is awaited, and asked for again if it came to nothing', async () => {
  const undone = { stage: 'answered', outcome: 'done', reversal_id: 'b', undone_at: '2026-03-05T09:00:00Z', undone_by: 'li' }
  const after = (reversal: object): Promise<string> => shown('community_worker', undone, { id: 'b', undoes: ORDER.id, command: 'open', ...reversal })
  for (const nothing of [{ stage: 'timed_out' }, { stage: 'answered', outcome: 'failed' }]) assert.match(await after(nothing), UNDO)
  for (const waits of [{ stage: 'ordered' }, { stage: 'answered', outcome: 'done' }]) assert.doesNotMatch(await after(waits), UNDO)
})
