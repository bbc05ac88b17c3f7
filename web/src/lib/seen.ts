// What this person was last shown, on this device, for where there is no network: for a week at most,
// and gone at sign-out, or when another signs in here.

import type { Row, Store } from './store.ts'

export interface Shown<T> {
  data: T
  at: number // when the city said so
}
type Kept = Row & Shown<unknown>

export const LASTS = 7 * 24 * 3_600_000 // ms: what is older tells nobody where to go
export const MOST = 400 // of one person, the newest

export class Seen {
  private readonly person: string
  private readonly store: Store
  private readonly now: () => number
  over = false // signed out: nothing more is kept, or fetched ahead; set by stop() alone

  constructor(person: string, store: Store, now: () => number = Date.now) {
    this.person = person
    this.store = store
    this.now = now
  }

  /** Where it is not kept, the page alone has it: nothing is lost that the city does not know. */
  async keep(name: string, data: unknown): Promise<void> {
    if (this.over) return // what was asked for before may be answered after
    const row: Kept = { id: this.id(name), person: this.person, data, at: this.now() }
    await this.store.put('seen', row).catch(() => {})
  }

  async last<T>(name: string): Promise<Shown<T> | undefined> {
    const row = (await this.store.get('seen', this.id(name)).catch(() => undefined)) as Shown<T> | undefined
    return row && this.isFresh(row) ? row : undefined
  }

  async drop(name: string): Promise<void> {
    await this.store.remove('seen', this.id(name)).catch(() => {})
  }

  /** At the start of a page: what is too old, too much, or was shown to who had this telephone before. */
  async tidy(): Promise<void> {
    const mine = (await this.store.of('seen', this.person)) as Kept[]
    const kept = mine.filter(one => this.isFresh(one)).sort((one, other) => other.at - one.at).slice(0, MOST)
    const stay = new Set(kept.map(one => one.id))
    const gone = mine.map(one => one.id).filter(id => !stay.has(id))
    for (const id of [...gone, ...(await this.store.others('seen', this.person))]) await this.store.remove('seen', id)
  }

  /** At sign-out, before it is erased. */
  stop(): void {
    this.over = true
  }

  async erase(): Promise<void> {
    const rows = await this.store.of('seen', this.person)
    await Promise.all(rows.map(({ id }) => this.store.remove('seen', id)))
  }

  /** A clock that was put back makes nothing younger than new. */
  private isFresh({ at }: Shown<unknown>): boolean {
    return Math.abs(this.now() - at) < LASTS
  }

  private id(name: string): string {
    return `${this.person} ${name}`
  }
}
