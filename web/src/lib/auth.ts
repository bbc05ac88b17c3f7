// Who signed in. Tokens live in memory alone; what a sign-in must find again when the issuer sends
// the browser back (PKCE, the way back) stands in sessionStorage until then.

import { signal } from '@preact/signals'
import { keep, kept } from './kept.ts'
import type { Asked } from './oidc.ts'
import { go } from './router.ts'

export interface Session {
  // ended: was in, and must prove himself again; unsure: came in by an invitation that an address
  // brought, or by a sign-in that this page did not begin: it may be another's, and he has not said
  // yet that it is he
  state: 'unknown' | 'out' | 'in' | 'ended' | 'unsure'
  sub?: string
}

interface Held {
  token: string
  sid: string
  until: number
}

type Save = () => unknown
type Forget = (sub: string | undefined, everything: boolean) => unknown

export const session = signal<Session>({ state: 'unknown' })

const EARLY = 30_000 // ms before its end at which a token is renewed
const BACK = '/signed-in' // also oidc.ts's, which is not fetched to look at a path
const ASKED = 'linli.asked'
const KNOWN = 'signed-in' // yes, no, or unsure
const INVITED = /^#invitation=(\w+)$/ // a part of an address that reaches no server
const leaving = new Set<Save>()
const forgetting = new Set<Forget>()
let held: Held | undefined
let ending: Promise<void> | undefined
let renewing: Promise<boolean> | undefined

/** Called before the page goes to the issuer, or is loaded anew: keep what is filled in. */
export function beforeLeaving(save: Save): () => void {
  leaving.add(save)
  return () => leaving.delete(save)
}

/** Called at sign-out: erase drafts and the like. */
export function atSignOut(forget: Forget): void {
  forgetting.add(forget)
}

export async function saveAll(): Promise<void> {
  await Promise.allSettled([...leaving].map(save => save()))
}

export const isInvited = (): boolean => INVITED.test(location.hash)

/** At the start of a page: takes what the issuer sent, or asks it without a question. */
export async function start(): Promise<void> {
  const invited = INVITED.exec(location.hash)?.[1]
  if (invited) {
    history.replaceState(null, '', location.pathname)
    await signIn('/', invited)
  } else if (location.pathname === BACK) await returned()
  else if (kept(KNOWN) === 'yes' || isUnsure()) await renew()
  if (session.value.state === 'unknown') session.value = { state: 'out' }
}

const isUnsure = (): boolean => kept(KNOWN) === 'unsure'

/** The person says that the account he was invited into is his own. */
export function accept(): void {
  keep(KNOWN, 'yes')
  session.value = { ...session.value, state: 'in' }
}

/** By the issuer's page; `back` is where one is afterwards. */
export async function signIn(back = location.pathname + location.search, invitation = ''): Promise<void> {
  await ending // else it is cut off, and the issuer still knows who was here
  await saveAll()
  const { url, asked } = await (await oidc()).question(back, invitation && 'login', invitation)
  sessionStorage.setItem(ASKED, JSON.stringify({ ...asked, invited: Boolean(invitation) }))
  location.assign(url)
}

/** Forgets what this browser held of the person, and then ends the session with all its tokens: also
 * where nobody answers, or with an error, as the next one to hold the telephone must find nothing. The
 * session then ends by itself; its owner may end it from elsewhere. `everything`: what was not sent as
 * well. */
export function signOut(everything = false): Promise<void> {
  ending ??= left(everything).finally(() => (ending = undefined))
  return ending
}

async function left(everything: boolean): Promise<void> {
  const was = held
  const sub = session.value.sub
  held = undefined
  keep(KNOWN, 'no')
  session.value = { state: 'out' }
  await Promise.allSettled([...forgetting].map(forget => forget(sub, everything)))
  if (was) {
    const headers = { Authorization: `Bearer ${was.token}` }
    const path = `/v1/accounts/sessions/${encodeURIComponent(was.sid)}/endings`
    await fetch(path, { method: 'POST', headers, keepalive: true }).catch(() => undefined)
  }
  go('/', 'replace')
}

/** A token that is good for a while yet, if somebody is signed in. */
export async function bearer(): Promise<string | undefined> {
  if (held && Date.now() > held.until - EARLY) await renew()
  return held?.token
}

/** Asks the issuer anew without a question; of several at once one asks. */
export function renew(): Promise<boolean> {
  renewing ??= renewed().finally(() => (renewing = undefined))
  return renewing
}

/** The answer's address is read and not followed: the page stays as it is. */
async function renewed(): Promise<boolean> {
  const was = session.value.sub
  const { isOwn, question } = await oidc()
  if (isOwn()) {
    const { url, asked } = await question('', 'none')
    const answer = await fetch(url, { credentials: 'same-origin', cache: 'no-store' })
    void answer.body?.cancel()
    const at = new URL(answer.url)
    if (at.pathname === BACK && (await take(at, asked, was))) return true
  }
  held = undefined
  if (session.value.state === 'in') session.value = { ...session.value, state: 'ended' }
  else if (!isUnsure()) keep(KNOWN, 'no')
  return false
}

async function returned(): Promise<void> {
  const asked = JSON.parse(sessionStorage.getItem(ASKED) ?? 'null') as Asked | null
  sessionStorage.removeItem(ASKED)
  const url = new URL(location.href)
  // in all tabs, and over a reload; what this page did not ask for, an address may have begun as well
  if (!asked || asked.invited || url.searchParams.get('state') !== asked.state) keep(KNOWN, 'unsure')
  if (asked) await take(url, asked)
  go(asked?.back ?? '/', 'replace')
}

/** `was` is whose page it is: if another signed in meanwhile, in another tab, it begins anew, as
 * nothing that one person did may be sent as another's. */
async function take(url: URL, asked: Asked, was?: string): Promise<boolean> {
  const token = await (await oidc()).redeem(url, asked)
  if (!token) return false
  const claims = JSON.parse(plain(token.split('.')[1] ?? '')) as { sub: string; sid: string; exp: number }
  if (was && claims.sub !== was) {
    held = undefined
    session.value = { state: 'out' }
    location.reload()
    return false
  }
  held = { token, sid: claims.sid, until: claims.exp * 1000 }
  const isAsked = isUnsure() && ['unknown', 'unsure'].includes(session.value.state)
  if (!isAsked) keep(KNOWN, 'yes') // no more than that it is worth asking
  session.value = { state: isAsked ? 'unsure' : 'in', sub: claims.sub }
  return true
}

const oidc = () => import('./oidc.ts')
const plain = (part: string): string => atob(part.replaceAll('-', '+').replaceAll('_', '/'))
