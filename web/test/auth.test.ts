import assert from 'node:assert/strict'
import { test } from 'node:test'

/** As much of a browser as a return from the issuer needs. */
function at(address: string, session: Record<string, string> = {}) {
  const storage = (rows: Record<string, string>) => ({
    rows,
    getItem: (name: string) => rows[name] ?? null,
    setItem: (name: string, value: string) => void (rows[name] = value),
    removeItem: (name: string) => void delete rows[name],
  })
  const local = storage({ 'linli.signed-in': 'yes' })
  const move = (_: unknown, __: string, to: URL) => Object.assign(globalThis, { location: to })
  const parts = { localStorage: local, sessionStorage: storage(session), history: { replaceState: move }, scrollTo() {} }
  for (const [name, value] of Object.entries({ ...parts, location: new URL(address) })) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  return local.rows
}

const { session, start } = await import('../src/lib/auth.ts')

test('who comes back from a sign-in that this page did not begin is asked who he is', async () => {
  const kept = at('http://city/signed-in?code=c&state=s')
  await start()
  assert.equal(kept['linli.signed-in'], 'unsure')
  assert.deepEqual([session.value.state, location.pathname], ['out', '/'])
})

test('who gives up a sign-in that this page began is asked nothing', async () => {
  const asked = { verifier: 'v', state: 's', nonce: 'n', back: '/report' }
  const kept = at('http://city/signed-in?error=access_denied&state=s', { 'linli.asked': JSON.stringify(asked) })
  await start().catch(() => {}) // no city here tells what it is called
  assert.equal(kept['linli.signed-in'], 'yes')
})
