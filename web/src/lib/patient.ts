// What a busy city is asked once more, before anybody is told that it is.

const BUSY = [429, 503]
const PAUSES = [400, 1200] // milliseconds, more or less by half

type Ask = (request: Request) => Promise<Response>

/** Acts are asked once: their outbox tries again, or who pressed. */
export async function patiently(request: Request, ask: Ask = fetch, wait = pause): Promise<Response> {
  for (const ms of request.method === 'GET' ? PAUSES : []) {
    const answer = await ask(request.clone())
    if (!BUSY.includes(answer.status)) return answer
    await wait(ms * (0.5 + Math.random()))
  }
  return ask(request)
}

const pause = (ms: number): Promise<void> => new Promise(then => setTimeout(then, ms))
