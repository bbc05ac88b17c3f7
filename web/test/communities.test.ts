import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HERE, seen } from './desk.ts'
import { draw, drawn } from './dom.ts'

const { h } = await import('preact')
const { config } = await import('../src/lib/config.ts')
const { communitiesOf } = await import('../src/lib/communities.ts')
const { go } = await import('../src/lib/router.ts')
const { Post, within } = await import('../src/shell/ops/watcher.tsx')
const { Desk, Working } = await import('../src/shell/work/worker.tsx')

const THERE = '140105001002'
const at = (code: string) => ({ code, name: { zh: code, en: code } })
config.value = { ...config.value, communities: [at(HERE), at(THERE), at('140107001001')] } as never
const MEMBERSHIPS = [HERE, THERE].map(place => ({ role: 'grid_worker', place }))
const shown = (community: unknown) => h('output', null, community as string)

test('somebody works in his own communities and in those of a larger place, not where he only lives', () => {
  assert.deepEqual(communitiesOf({ memberships: [{ role: 'official', place: '140105000000' }, { role: 'grid_worker', place: '140107001001003' }, { role: 'resident', place: '140108001001' }] }), ['140107001001', HERE, THERE])
})

test('a tab and a link that name no community leave one in that which was chosen', async () => {
  go('/ops')
  const post = () => seen('official', Post as never, { title: 't', children: shown })
  const desk = async () => {
    const me = { data: { id: 'wang', memberships: MEMBERSHIPS }, at: 0, waiting: false }
    const page = await draw(h(Working.Provider, { value: me as never, children: h(Desk, { title: 't', children: worker => shown(worker.community) as never }) }))
    await drawn()
    return page
  }
  assert.deepEqual([within('/ops'), (await desk()).tagged('output')[0]?.textContent], ['/ops', HERE])
  go(`/ops?community=${THERE}`)
  go('/ops/assets')
  assert.equal(within('/ops/assets/a'), `/ops/assets/a?community=${THERE}`)
  assert.deepEqual([(await post()).tagged('output')[0]?.textContent, (await desk()).tagged('output')[0]?.textContent], [THERE, THERE])
  await draw(null)
})
