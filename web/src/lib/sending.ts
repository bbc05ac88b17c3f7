// How an outbox reaches the city from a browser.

import type { Answer, Ask, Upload } from './acts.ts'
import { api, got } from './api.ts'
import { t } from './i18n.ts'
import type { Way } from './outbox.ts'
import { inTime } from './patient.ts'
import { Problem } from './problem.ts'

const UPLOAD = 120_000 // for a photograph, from a stairwell

export const browser: Way = {
  send,
  post,
  now: Date.now,
  random: Math.random,
  async alone(work) {
    if (!navigator.locks) return work() // then keys alone see that nothing is done twice
    await navigator.locks.request('linli.outbox', { ifAvailable: true }, async lock => {
      if (lock) await work()
    })
  },
}

type Loose = (
  method: string, path: string, init: object,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>

async function send({ method, path, body, headers }: Ask): Promise<Answer> {
  try {
    const { data, error, response } = await inTime(request(method, path, { body, headers }))
    const retryAfter = Number(response.headers.get('Retry-After')) || 0
    return { status: response.status, body: data ?? error, retryAfter }
  } catch (error) {
    return { status: error instanceof Problem ? error.status : 0 }
  }
}

/** Without our token: the form's own fields say that it may. Only this way tells how far it is. */
export function post({ url, fields }: Upload, bytes: BlobPart, type: string, told?: (part: number) => void): Promise<Answer> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([bytes], { type })) // last: what follows it is not read
  return new Promise(done => {
    const way = new XMLHttpRequest()
    way.open('POST', url)
    way.timeout = UPLOAD
    way.upload.onprogress = ({ loaded, total }) => total && told?.(loaded / total)
    way.onloadend = () => done({ status: way.status }) // 0, if nobody answered
    way.send(form)
  })
}

/** One photograph at once, for who is on line: offered, sent, confirmed. Throws a Problem. */
export async function put(to: string, photo: Blob, key: string, told: (part: number) => void, more: object = {}): Promise<string> {
  const offered = await asked('POST', to, { content_type: photo.type, ...more }, key)
  const { id, upload } = offered as { id: string; upload: Upload }
  const { status } = await post(upload, photo, photo.type, told)
  if (status < 200 || status > 299) throw new Problem(status, status ? 'not-sent' : 'offline', t('photo.is-failed'))
  await asked('POST', `${to}/${id}/confirmations`, undefined)
  return id
}

function asked(method: string, path: string, body: unknown, key?: string): Promise<unknown> {
  const headers = key ? { 'idempotency-key': key } : {}
  return got(request(method, path, { body, headers }))
}

const request: Loose = (method, path, init) => (api.request as unknown as Loose)(method.toLowerCase(), path, init)
