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

const { config } = await import('../src/lib/config.ts')
const { atSignOut, session, signOut, start } = await import('../src/lib/auth.ts')

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

/** An issuer that knows u1, beside a city that answers everything else with an error. */
async function broken(address: string | URL | Request): Promise<Response> {
  const url = String(address instanceof Request ? address.url : address)
  if (!url.endsWith('/token')) return new Response(null, { status: 503 })
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: 'http://city/sign-in', aud: 'web', sub: 'u1', sid: 's1', nonce: 'n', iat: now, exp: now + 600 }
  const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url')
  const token = `${part({ alg: 'RS256' })}.${part(claims)}.${part({})}`
  return Response.json({ access_token: token, id_token: token, token_type: 'bearer' })
}

test('who signs out is forgotten here first, also where the city answers with an error', async () => {
  Object.assign(globalThis, { fetch: broken })
  Object.assign(config, { value: { issuer: 'http://city/sign-in', client: 'web' } })
  const asked = { verifier: 'v', state: 's', nonce: 'n', back: '/' }
  const kept = at('http://city/signed-in?code=c&state=s', { 'linli.asked': JSON.stringify(asked) })
  const forgotten: unknown[] = []
  atSignOut(sub => forgotten.push(sub))
  await start()
  assert.deepEqual([session.value.state, session.value.sub], ['in', 'u1'])
  await signOut()
  assert.deepEqual(forgotten, ['u1'])
  assert.deepEqual([session.value.state, kept['linli.signed-in']], ['out', 'no'])
})
