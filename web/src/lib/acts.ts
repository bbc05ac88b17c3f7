// An act of a person on its way to the city: what is to be done next, and what an answer makes of
// it. Pure, so that an act can be taken up after any step, by any page.
//
// Photographs go first where the act names them in its body, or after it, where what the act makes
// is what they belong to. A step that is done is not done again.

export type State = 'waiting' | 'sending' | 'conflict' | 'refused' | 'sent'
export interface Upload {
  url: string
  fields: Record<string, string>
}

export interface Evidence {
  no: number
  type: string
  bytes: ArrayBuffer | null // none once the act is sent: until then the city may want them again
  step: 'kept' | 'offered' | 'posted' | 'confirmed'
  turn: number // how often it was offered: an offer expires
  id?: string
  upload?: Upload
}

export interface Told {
  status: number
  code: string
  words: string
  faults: { pointer: string; code: string }[]
}

export interface Attach {
  to: string // `{id}` in it is of the act's answer
  as: string | null // what the body names them by; null: they come after the act
  with?: Record<string, unknown> // what is said when one is offered, beside its type
}

export interface Act {
  id: string // made once for what a person presses once: it is the idempotency key
  person: string
  what: string // in words, for the list of what is unsent
  about: string // the noun; acts about one are sent in their order
  order: number
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body: Record<string, unknown>
  headers: Record<string, string> // such as Linli-For
  version: number | null // of what an edit was made on
  attach: Attach | null
  photos: Evidence[]
  capturedAt: string
  turn: number // how often the person changed it after a refusal
  acted: boolean
  state: State
  tries: number
  notBefore: number
  problem: Told | null
  theirs: unknown // the noun as it is now, beside a conflict
  answer: unknown
  sentAt: number | null
}

export type Step = { kind: 'offer' | 'post' | 'confirm'; photo: Evidence } | { kind: 'act' }
export interface Ask {
  method: string
  path: string
  body: unknown
  headers: Record<string, string>
}
export interface Answer {
  status: number // 0: nobody answered
  body?: unknown
  retryAfter?: number // seconds
}

const LONGEST = 5 * 60_000
const OFFERS = 3 // of one photograph; then a person must see why
const GONE = ['no-such-photo', 'photo-too-old', 'no-evidence'] // the city drops what nothing used for days

export function next(act: Act): Step | null {
  const photo = act.attach ? act.photos.find(one => one.step !== 'confirmed') : undefined
  const first = act.attach?.as != null
  if (!act.acted && !(photo && first)) return { kind: 'act' }
  if (!photo) return null
  const kind = { kept: 'offer', offered: 'post', posted: 'confirm', confirmed: 'confirm' } as const
  return { kind: kind[photo.step], photo }
}

/** What is sent to the API; a photograph itself goes elsewhere. */
export function ask(act: Act, step: Step): Ask {
  const headers = { ...act.headers }
  if (step.kind === 'act') {
    if (act.method === 'POST') headers['idempotency-key'] = key(act.id, 'r', act.turn)
    if (act.version !== null) headers['if-match'] = String(act.version)
    return { method: act.method, path: act.path, body: withPhotos(act), headers }
  }
  const { photo } = step
  const to = where(act)
  if (step.kind === 'confirm') {
    return { method: 'POST', path: `${to}/${photo.id}/confirmations`, body: undefined, headers }
  }
  headers['idempotency-key'] = key(`${act.id}-p${photo.no}`, 't', photo.turn)
  return { method: 'POST', path: to, body: { ...act.attach?.with, content_type: photo.type }, headers }
}

export function heard(act: Act, step: Step, answer: Answer, now: number, random: number): Act {
  const { status } = answer
  if (status >= 200 && status < 300) return done(advanced(act, step, answer.body), now)
  const problem = told(answer)
  if (status === 401) return { ...act, state: 'waiting', problem }
  if (step.kind !== 'act' && isLost(step, problem) && step.photo.turn % OFFERS < OFFERS - 1) {
    const anew = { step: 'kept' as const, turn: step.photo.turn + 1 }
    return later(withPhoto(act, step.photo, anew), problem, 0, now, random)
  }
  if (status === 0 || status >= 500 || [408, 425, 429].includes(status)) {
    return later(act, problem, answer.retryAfter ?? 0, now, random)
  }
  const clash = status === 409 || status === 412
  const theirs = clash ? field(answer.body, 'current') : undefined
  return { ...act, state: clash ? 'conflict' : 'refused', problem, theirs: theirs ?? null }
}

/** A person's decision on what came back; changed words are another request, with another key,
 * and so are photographs that are sent once more. */
export function again(act: Act, changes: Partial<Pick<Act, 'body' | 'version' | 'photos'>>): Act {
  const gone = GONE.includes(act.problem?.code ?? '') && act.photos.some(photo => photo.bytes)
  const turn = act.turn + (changes.body || changes.photos || gone ? 1 : 0)
  const fresh = { state: 'waiting', tries: 0, notBefore: 0, problem: null, theirs: null } as const
  const photos = (changes.photos ?? act.photos).map(photo =>
    photo.step === 'confirmed' && !(gone && photo.bytes) ? photo : { ...photo, step: 'kept' as const, turn: afresh(photo.turn) },
  )
  return { ...act, ...changes, ...fresh, turn, photos }
}

/** With `{id of an act}` in its path filled in, once the city has named what that act made. */
export function named(act: Act, made: Act): Act | null {
  const id = made.state === 'sent' && field(made.answer, 'id')
  const mark = `{${made.id}}`
  if (!id || !act.path.includes(mark)) return null
  return { ...act, path: act.path.replace(mark, encodeURIComponent(String(id))) }
}

const afresh = (turn: number): number => (Math.floor(turn / OFFERS) + 1) * OFFERS

export function backOff(tries: number, random: number): number {
  return Math.min(LONGEST, 2000 * 2 ** Math.min(tries, 20)) * (0.5 + random / 2)
}

function advanced(act: Act, step: Step, body: unknown): Act {
  if (step.kind === 'act') return { ...act, acted: true, answer: body ?? null }
  if (step.kind === 'post') return withPhoto(act, step.photo, { step: 'posted' })
  if (step.kind === 'confirm') return withPhoto(act, step.photo, { step: 'confirmed' })
  const { id, upload } = body as { id: string; upload: Upload }
  return withPhoto(act, step.photo, { step: 'offered', id, upload })
}

function done(act: Act, now: number): Act {
  const going = { ...act, tries: 0, notBefore: 0, problem: null }
  if (next(act)) return going
  return { ...going, state: 'sent', sentAt: now, photos: act.photos.map(photo => ({ ...photo, bytes: null })) }
}

function later(act: Act, problem: Told, seconds: number, now: number, random: number): Act {
  const wait = Math.max(backOff(act.tries, random), seconds * 1000)
  return { ...act, state: 'waiting', problem, tries: act.tries + 1, notBefore: now + wait }
}

/** The form of an upload is good for minutes, an offer for an hour. */
function isLost(step: Step, { status, code }: Told): boolean {
  if (step.kind === 'post') return status === 400 || status === 403
  return step.kind === 'confirm' && (status === 404 || code === 'nothing-sent')
}

function withPhotos(act: Act): unknown {
  const name = act.attach?.as
  if (!name || !act.photos.length) return act.body
  return { ...act.body, [name]: act.photos.map(photo => photo.id) }
}

function withPhoto(act: Act, photo: Evidence, changes: Partial<Evidence>): Act {
  return { ...act, photos: act.photos.map(one => (one.no === photo.no ? { ...one, ...changes } : one)) }
}

function where(act: Act): string {
  const id = field(act.answer, 'id')
  return (act.attach?.to ?? '').replace('{id}', encodeURIComponent(String(id)))
}

function told({ status, body }: Answer): Told {
  const code = field(body, 'code') ?? (status ? `http-${status}` : 'offline')
  const faults = (field(body, 'errors') ?? []) as Told['faults']
  return { status, code: String(code), words: String(field(body, 'title') ?? ''), faults }
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of ? (of as Record<string, unknown>)[name] : undefined
}

function key(id: string, mark: string, turn: number): string {
  return turn ? `${id}-${mark}${turn}` : id
}
