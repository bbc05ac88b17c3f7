// What a person typed and has not handed in, on this device, until the city has it or he signs out.

import type { Row, Store } from './store.ts'

export interface Draft extends Row {
  form: string
  answers: Record<string, unknown>
  revision: number
  savedAt: number
}

export class Drafts {
  private readonly person: string
  private readonly store: Store
  private readonly now: () => number

  constructor(person: string, store: Store, now: () => number = Date.now) {
    this.person = person
    this.store = store
    this.now = now
  }

  /** The revision that `acknowledged` names; throws Unkept, and then only the page has it. */
  async save(form: string, answers: Draft['answers']): Promise<number> {
    const revision = ((await this.load(form))?.revision ?? 0) + 1
    const { person } = this
    const draft: Draft = { id: this.id(form), person, form, answers, revision, savedAt: this.now() }
    await this.store.put('drafts', draft)
    return revision
  }

  async load(form: string): Promise<Draft | undefined> {
    return (await this.store.get('drafts', this.id(form))) as Draft | undefined
  }

  /** The city has that revision; what was typed since stays. */
  async acknowledged(form: string, revision: number): Promise<void> {
    const draft = await this.load(form)
    if (draft && draft.revision <= revision) await this.store.remove('drafts', draft.id)
  }

  async count(): Promise<number> {
    return (await this.store.of('drafts', this.person)).length
  }

  /** At sign-out. */
  async erase(): Promise<void> {
    for (const { id } of await this.store.of('drafts', this.person)) await this.store.remove('drafts', id)
  }

  private id(form: string): string {
    return `${this.person} ${form}`
  }
}
