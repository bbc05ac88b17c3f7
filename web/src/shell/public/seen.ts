// How it is seen from a browser that nobody signed in at.

import { bearer } from '../../lib/auth.ts'

export interface Seen {
  says: 'answers' | 'fails' | 'away'
  status: number
  ms: number
}

// Whom it does not know the API answers 401, which is an answer: no route of its own tells of it.
const ASKED = '/v1/accounts/me'
const PATIENCE = 10_000 // ms

export async function apiNow(): Promise<Seen> {
  const begun = performance.now()
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(), PATIENCE)
  try {
    const token = await bearer().catch(() => undefined)
    const headers: HeadersInit = token ? { Authorization: `Bearer ${token}` } : {}
    const { status } = await fetch(ASKED, { cache: 'no-store', headers, signal: end.signal })
    return { says: status < 500 ? 'answers' : 'fails', status, ms: Math.round(performance.now() - begun) }
  } catch {
    return { says: 'away', status: 0, ms: 0 }
  } finally {
    clearTimeout(timer)
  }
}

const MAIN = /\/assets\/index-([\w-]+)\.js/

/** By the name of the page's first part, which its content gives it. */
export const built = (): string => MAIN.exec(document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '')?.[1] ?? '–'

/** What the city gives whoever opens the page now. */
export async function buildOf(): Promise<string> {
  const page = await fetch('/', { cache: 'no-store' })
  const found = MAIN.exec(await page.text())?.[1]
  if (!page.ok || !found) throw new Error(`page ${page.status}`)
  return found
}
