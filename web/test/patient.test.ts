import assert from 'node:assert/strict'
import { test } from 'node:test'
import { got } from '../src/lib/api.ts'
import { inTime, patiently } from '../src/lib/patient.ts'

/** What became of a request to a city that answers so, in turn. */
async function asked(method: string, ...statuses: number[]) {
  const waits: number[] = []
  let times = 0
  const answer = await patiently(
    new Request('http://city.test/v1/devices', { method }),
    async () => new Response(null, { status: statuses[times++] ?? 200 }),
    async ms => void waits.push(ms),
  )
  return { status: answer.status, times, waits }
}

test('a read is asked again while the city is busy, later each time', async () => {
  const { status, times, waits } = await asked('GET', 429, 503, 200)
  assert.deepEqual([status, times], [200, 3])
  assert.ok(waits[0]! >= 200 && waits[0]! <= 600 && waits[1]! >= 600 && waits[1]! <= 1800)
})

test('what stays busy is told at last', async () => {
  assert.deepEqual(await asked('GET', 503, 503, 503).then(({ status, times }) => [status, times]), [503, 3])
})

test('no other answer is waited for', async () => {
  for (const status of [200, 304, 401, 404, 412, 500]) {
    assert.deepEqual(await asked('GET', status), { status, times: 1, waits: [] })
  }
})

test('of what is given up the connection is, too', async () => {
  const limits: unknown[] = []
  const ask = async (_: Request, { signal }: RequestInit) => (limits.push(signal), new Response())
  for (const method of ['GET', 'POST']) await patiently(new Request('http://city.test/v1/devices', { method }), ask)
  assert.deepEqual(limits.map(one => one instanceof AbortSignal), [true, true])
})

test('an act is asked once', async () => {
  assert.deepEqual(await asked('POST', 503), { status: 503, times: 1, waits: [] })
})

test('what nobody answers fails once it is too late, and what is answered does not', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const never = inTime(new Promise(() => {}))
  const answered = inTime(Promise.resolve('yes'))
  t.mock.timers.tick(40_000)
  await assert.rejects(never)
  assert.equal(await answered, 'yes')
})

test('a screen that nobody answers says so, and waits no longer', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const asked = got(new Promise(() => {}))
  t.mock.timers.tick(40_000)
  await assert.rejects(asked, { code: 'offline', isAway: true })
})
