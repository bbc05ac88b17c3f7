// The city's API, typed by its own document. What goes wrong is a Problem, with a code and words.

import createClient from 'openapi-fetch'
import { bearer, renew, session } from './auth.ts'
import { language, t, tOr } from './i18n.ts'
import { inTime, patiently } from './patient.ts'
import { Problem } from './problem.ts'
import type { components, paths } from './schema.d.ts'

export { Problem, type Fault } from './problem.ts'
export type Schemas = components['schemas'] // whose names change when two features choose the same

/** As the client has it: a pair is a list to it. */
export type Heard<T> = T extends (infer E)[] ? Heard<E>[] : T extends object ? { [K in keyof T]: Heard<T[K]> } : T

/** An answer leaves nothing out, though its document says of a default that it may. */
export type Whole<T> = { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> }

/** What a GET of that path answers, whatever the document calls it. */
export type Got<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Heard<Body>
  : never

export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? '', fetch: send })

/** The answer's data; throws a Problem. `await got(api.GET('/v1/accounts/me'))` */
export async function got<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let answer
  try {
    answer = await inTime(asked)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(0, 'offline', t('problem.offline'))
  }
  if (answer.response.ok) return answer.data as T
  throw problemOf(answer.response, answer.error)
}

/** For a POST that creates: make it once for what a person presses once, and keep it for retries. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18))
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_')
}

export const once = (key: string) => ({ 'idempotency-key': key })

/** For an edit, of the version that was read; none yet is 0. */
export const matching = (version: number | null | undefined) => ({ 'if-match': version ?? 0 })

/** Whom the caller acts for; nobody is himself. */
export const onBehalf = (sub: string | undefined) => (sub ? { 'linli-for': sub } : {})

/** What personal data is asked for. */
export const forPurpose = <P extends string>(purpose: P) => ({ 'linli-purpose': purpose })

/** With the token, renewed once where it no longer counts. What the form holds stays in the page. */
async function send(request: Request): Promise<Response> {
  request.headers.set('Accept-Language', language.value)
  const again = request.clone()
  const answer = await patiently(await bearing(request))
  if (answer.status !== 401 || session.value.state !== 'in') return answer
  if (!(await renew())) return answer
  return patiently(await bearing(again))
}

async function bearing(request: Request): Promise<Request> {
  const token = await bearer()
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  return request
}

function problemOf(response: Response, said: unknown): Problem {
  const body = (typeof said === 'object' && said ? said : {}) as Partial<Schemas['Problem']>
  const code = body.code ?? (response.status === 401 ? 'signed-out' : `http-${response.status}`)
  const words = body.title ?? tOr(`problem.${code}`, t('problem.failed'))
  const later = Number(response.headers.get('Retry-After')) || undefined
  return new Problem(response.status, code, words, body.errors ?? [], body.current, later)
}
