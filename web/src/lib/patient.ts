// What a busy city is asked once more, before anybody is told that it is; and what nobody answers, told to be.

const LONGEST = 40_000 // milliseconds: the city's gateway answers within thirty seconds, or nobody does
const BUSY = [429, 503]
const PAUSES = [400, 1200] // milliseconds, more or less by half

type Ask = (request: Request, limit: RequestInit) => Promise<Response>

/** Acts are asked once: their outbox tries again, or who pressed. */
export async function patiently(request: Request, ask: Ask = fetch, wait = pause): Promise<Response> {
  for (const ms of request.method === 'GET' ? PAUSES : []) {
    const answer = await ask(request.clone(), limit())
    if (!BUSY.includes(answer.status)) return answer
    await wait(ms * (0.5 + Math.random()))
  }
  return ask(request, limit())
}

/** A connection that is given up is free for others; an old browser keeps it. */
const limit = (): RequestInit => ({ signal: AbortSignal.timeout?.(LONGEST) ?? null })

/** Of a network that is gone a browser says nothing for minutes; who waits would neither be told, nor ask again. */
export function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<never>((_, fail) => (timer = setTimeout(fail, LONGEST)))
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

const pause = (ms: number): Promise<void> => new Promise(then => setTimeout(then, ms))
