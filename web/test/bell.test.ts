import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { city, HERE, settled } from './desk.ts'
import { draw } from './dom.ts'

const { h } = await import('preact')
const { overhear } = await import('../src/lib/pushed.ts')
const { go } = await import('../src/lib/router.ts')
const { Afar } = await import('../src/shell/ops/duty/afar.tsx')
const { begin, end } = await import('../src/shell/ops/duty/bell.ts')

const URGENT = { id: 'i', stage: 'dispatched', priority: 'P1', grade: null, deadline: null, raised_at: '2026-03-05T00:00:00Z' }
let tones = 0
const still = { setValueAtTime() {}, exponentialRampToValueAtTime() {} }
class Speaker {
  currentTime = 0
  async resume() {}
  async suspend() {}
  createGain = () => ({ gain: still, connect() {} })
  createOscillator = () => ({ frequency: {}, connect: (to: object) => to, start: () => void (tones += 1), stop() {} })
}
Object.assign(globalThis, { AudioContext: Speaker })
overhear(HERE, { hint() {}, began() {} }) // so that the last screen to leave hangs nothing up
after(() => draw(null))

test('who is on duty hears of what is untaken on each screen, and is led to the board', async () => {
  const asked: string[] = []
  city.answer = path => (asked.push(path), path === '/v1/incidents' ? { items: [URGENT], next: null } : { items: [], next: 'n' })
  go('/ops/assets')
  const page = await draw(h(Afar, null))
  await settled()
  assert.deepEqual([page.textContent, asked], ['', []], 'not who is not on duty')
  await begin(HERE)
  await settled()
  assert.equal(page.textContent, '紧急事件 1 件无人接单 值守')
  assert.equal(page.tagged('a')[0]?.getAttribute('href') ?? page.tagged('a')[0]?.href, `/ops?community=${HERE}`)
  assert.equal(tones, 4, 'the trial and the incident, two tones each')
  asked.length = 0
  go('/ops')
  await settled()
  assert.deepEqual([page.textContent, asked], ['', []], 'the board asks for itself')
  go('/ops/assets')
  await end()
  await settled()
  assert.deepEqual([page.textContent, tones], ['', 4])
})

test('a bell that hears nothing says so', async () => {
  city.answer = () => { throw new TypeError('fetch failed') }
  const page = await draw(h(Afar, null))
  await begin(HERE)
  await settled()
  assert.match(page.textContent, /连不上/)
})
