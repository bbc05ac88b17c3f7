// What this person was last shown, on this device, for where there is no network; gone at sign-out.

import type { Row, Store } from './store.ts'

export interface Shown<T> {
  data: T
  at: number // when the city said so
}
type Kept = Row & Shown<unknown>

export class Seen {
  private readonly person: string
  private readonly store: Store
  private readonly now: () => number
  private over = false

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
    return (await this.store.get('seen', this.id(name)).catch(() => undefined)) as Shown<T> | undefined
  }

  async drop(name: string): Promise<void> {
    await this.store.remove('seen', this.id(name)).catch(() => {})
  }

  /** At sign-out, before it is erased. */
  stop(): void {
    this.over = true
  }

  async erase(): Promise<void> {
    const rows = await this.store.of('seen', this.person)
    await Promise.all(rows.map(({ id }) => this.store.remove('seen', id)))
  }

  private id(name: string): string {
    return `${this.person} ${name}`
  }
}
