// What a person did and the city has not yet: kept on this device before it is sent, and never
// dropped. It counts once the city has answered; a conflict or a refusal waits for the person.

import { type Act, again, type Answer, type Ask, ask, type Evidence, heard, named, next, type Step, type Upload } from './acts.ts'
import { type Store, Unkept } from './store.ts'

export type { Act, Answer, Ask, State } from './acts.ts'
export { Unkept }

const SHOWN = 24 * 3_600_000 // how long what was sent is still shown

export interface Way {
  /** To the API; a failing network is status 0, or an exception. */
  send(ask: Ask): Promise<Answer>
  /** To where photographs are received. */
  post(upload: Upload, bytes: ArrayBuffer, type: string): Promise<Answer>
  now(): number
  random(): number
  /** Of all pages of this device one sends at a time; the others' turn is over at once. */
  alone(work: () => Promise<void>): Promise<void>
}

/** What a form hands over; `id` is made when the form opens, so that pressing twice is one act. */
export type New = Pick<Act, 'id' | 'what' | 'about' | 'path'> &
  Partial<Pick<Act, 'method' | 'body' | 'headers' | 'version' | 'attach' | 'capturedAt'>> & {
    photos?: { bytes: ArrayBuffer; type: string }[]
  }

export class Outbox {
  readonly person: string
  private readonly store: Store
  private readonly way: Way
  private readonly listeners = new Set<(acts: Act[]) => void>()
  private turn: Promise<void> | undefined
  private more = false
  private quiet = 0 // nobody answers until then
  private isBack = false // told so; who holds the turn alone may change what waits

  constructor(person: string, store: Store, way: Way) {
    this.person = person
    this.store = store
    this.way = way
  }

  /** Resolves once it is on disk; throws Unkept if it is not, and the form must keep it. */
  async keep(made: New): Promise<Act> {
    const act = this.started(made, 1 + Math.max(0, ...(await this.acts()).map(one => one.order)))
    const isNew = await this.store.add('acts', act)
    await this.tell()
    if (isNew) return act
    const before = (await this.store.get('acts', act.id)) as Act | undefined
    if (before?.person !== this.person) throw new Unkept('failed') // another's of this device, or just withdrawn
    return before
  }

  /** In the order they were made. */
  async acts(): Promise<Act[]> {
    const acts = (await this.store.of('acts', this.person)) as Act[]
    return acts.sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1))
  }

  async unsent(): Promise<number> {
    return (await this.acts()).filter(act => act.state !== 'sent').length
  }

  /** Told after every change, until the returned function is called. */
  watch(listener: (acts: Act[]) => void): () => void {
    this.listeners.add(listener)
    void this.acts().then(listener, () => listener([]))
    return () => this.listeners.delete(listener)
  }

  /** The person's answer to a conflict or a refusal; false if it is under way or gone. */
  async again(id: string, changes: Parameters<typeof again>[1] = {}): Promise<boolean> {
    const act = await this.mine(id)
    return act && act.state !== 'sent' ? this.save(again(act, changes)) : false
  }

  /** Only ever because the person says so. */
  async withdraw(id: string): Promise<boolean> {
    if (!(await this.mine(id))) return false
    await this.store.remove('acts', id)
    await this.tell()
    return true
  }

  /** Erases what was sent and says how much was not, which stays for this person's return;
   * `everything` only where he was told what that is, and said so. */
  async signOut(everything = false): Promise<number> {
    for (const act of await this.acts()) {
      if (everything || act.state === 'sent') await this.store.remove('acts', act.id)
    }
    return this.unsent()
  }

  /** The network is back: what failed without it need not wait. */
  back(): Promise<void> {
    this.quiet = 0
    this.isBack = true
    return this.flush()
  }

  /** Sends what can be sent now; what is kept meanwhile as well. */
  flush(): Promise<void> {
    this.more = true
    return (this.turn ??= this.flushAll().finally(() => (this.turn = undefined)))
  }

  /** When the next try is due (ms), or null when none is: a sign-in, or a decision, comes first. */
  async due(): Promise<number | null> {
    const acts = await this.acts()
    const heads = firsts(acts).filter(act => act.state === 'waiting' && !acts.some(one => follows(act, one)))
    const able = heads.filter(act => act.problem?.status !== 401)
    return able.length ? Math.max(this.quiet, Math.min(...able.map(act => act.notBefore))) : null
  }

  private async flushAll(): Promise<void> {
    while (this.more) {
      this.more = false
      await this.way.alone(() => this.pass())
      await this.tell() // also of what another page has sent
    }
  }

  private async pass(): Promise<void> {
    await this.tidy()
    const tried = new Set<string>()
    for (;;) {
      const acts = await this.acts()
      const ready = firsts(acts).find(act => !tried.has(act.id) && this.isReady(act) && !acts.some(one => follows(act, one)))
      if (!ready) return
      tried.add(ready.id)
      const { problem, notBefore, state } = await this.deliver(ready)
      if (state === 'sent') await this.nameAll()
      if (problem?.status === 0) this.quiet = notBefore
      if (problem?.status === 0 || problem?.status === 401) return // the others would fare alike
    }
  }

  private isReady(act: Act): boolean {
    return act.state === 'waiting' && act.notBefore <= this.way.now()
  }

  private async deliver(ready: Act): Promise<Act> {
    let act: Act = { ...ready, state: 'sending' }
    if (!(await this.save(act))) return act
    for (let step = next(act); step && act.state === 'sending'; step = next(act)) {
      const answer = await this.did(act, step)
      act = heard(act, step, answer, this.way.now(), this.way.random())
      if (!(await this.save(act))) return act
    }
    return act
  }

  private async did(act: Act, step: Step): Promise<Answer> {
    try {
      if (step.kind !== 'post') return await this.way.send(ask(act, step))
      const { upload, bytes, type } = step.photo
      return await this.way.post(upload as Upload, bytes as ArrayBuffer, type)
    } catch {
      return { status: 0 }
    }
  }

  /** Who holds the turn is the only sender: what else is `sending` was left by a page that closed. */
  private async tidy(): Promise<void> {
    const { isBack } = this
    this.isBack = false
    await this.nameAll()
    for (const act of await this.acts()) {
      const failed = isBack && act.problem?.status === 0
      if (failed || act.state === 'sending') await this.save({ ...act, state: 'waiting', notBefore: 0 })
      const old = act.sentAt !== null && act.sentAt < this.way.now() - SHOWN
      if (act.state === 'sent' && old) await this.store.remove('acts', act.id)
    }
  }

  /** What goes on with something that was made here can be kept before the city has named it. */
  private async nameAll(): Promise<void> {
    const acts = await this.acts()
    for (const act of acts.filter(one => one.state !== 'sent' && one.path.includes('{'))) {
      for (const made of acts) {
        const now = named(act, made)
        if (now) await this.save(now)
      }
    }
  }

  private async mine(id: string): Promise<Act | null> {
    const act = (await this.store.get('acts', id)) as Act | undefined
    return act && act.person === this.person && act.state !== 'sending' ? act : null
  }

  private async save(act: Act): Promise<boolean> {
    const there = await this.store.replace('acts', act)
    await this.tell()
    return there
  }

  private async tell(): Promise<void> {
    if (!this.listeners.size) return
    const acts = await this.acts()
    for (const listener of this.listeners) listener(acts)
  }

  private started({ photos = [], ...made }: New, order: number): Act {
    const kept = photos.map((one, no): Evidence => ({ ...one, no, step: 'kept', turn: 0 }))
    return {
      method: 'POST', body: {}, headers: {}, version: null, attach: null, turn: 0, acted: false,
      capturedAt: new Date(this.way.now()).toISOString(), tries: 0, notBefore: 0, problem: null,
      theirs: null, answer: null, sentAt: null,
      ...made, person: this.person, order, photos: kept, state: 'waiting',
    }
  }
}

/** It goes on with what that one makes, which the city has not named yet. */
const follows = (act: Act, made: Act): boolean => made.state !== 'sent' && act.path.includes(`{${made.id}}`)

/** Of each noun the first act that is not sent: the later ones wait for it. */
function firsts(acts: Act[]): Act[] {
  const seen = new Set<string>()
  return acts.filter(act => act.state !== 'sent' && !seen.has(act.about) && seen.add(act.about))
}
