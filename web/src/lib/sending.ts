// How an outbox reaches the city from a browser.

import type { Answer, Ask, Upload } from './acts.ts'
import { api } from './api.ts'
import type { Way } from './outbox.ts'
import { Problem } from './problem.ts'

const PATIENCE = 30_000 // for an answer
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
  const how = { body, headers, signal: after(PATIENCE) }
  try {
    const { data, error, response } = await (api.request as unknown as Loose)(method.toLowerCase(), path, how)
    const retryAfter = Number(response.headers.get('Retry-After')) || 0
    return { status: response.status, body: data ?? error, retryAfter }
  } catch (error) {
    return { status: error instanceof Problem ? error.status : 0 }
  }
}

/** Without our token: the form's own fields say that it may. */
async function post({ url, fields }: Upload, bytes: ArrayBuffer, type: string): Promise<Answer> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([bytes], { type })) // last: what follows it is not read
  const answer = await fetch(url, { method: 'POST', body: form, signal: after(UPLOAD), credentials: 'omit' })
  return { status: answer.status }
}

function after(ms: number): AbortSignal {
  const end = new AbortController()
  setTimeout(() => end.abort(), ms)
  return end.signal
}
