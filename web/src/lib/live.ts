// What happens in a community, as it happens: several features' feeds as one, asked while the page
// is seen. Hints over a socket make it quicker; without them it is as complete.

import { later } from './later.ts'
import { type Answer, type Fact, Poll, type World } from './poll.ts'

export type { Answer, Fact, World } from './poll.ts'
export const DESK = 3000
export const PHONE = 15_000
const MISSED = 3 // polls in a row, and it is old
const REMEMBERED = 1000 // nouns

export interface Hint {
  topic: string // `<feature>/<community>`
  id: string // `<noun>#<id>`
  version: number
}

export interface State {
  at: number | null // all that is shown is at least as new
  stale: boolean
  problem: unknown // of a feed that does not answer
}

export interface Listener<F extends Fact> {
  /** New facts in their order; `before` are those from before the page opened. */
  facts(fresh: F[], feature: string, before: boolean): void
  state(state: State): void
}

export interface Options<F extends Fact> {
  community: string
  features: string[]
  every: number
  get(feature: string, community: string, after: string): Promise<Answer<F>>
}

export class Live<F extends Fact> {
  private readonly options: Options<F>
  private readonly listener: Listener<F>
  private readonly world: World
  private readonly polls: Map<string, Poll<F>>
  private readonly hinted = new Map<string, number>() // versions, by id
  private said: State = { at: null, stale: false, problem: null }
  private since = 0
  private unsee = () => {}
  private unwatch = () => {}

  constructor(options: Options<F>, listener: Listener<F>, world: World = page) {
    const { community, every, get } = options
    this.options = options
    this.listener = listener
    this.world = world
    const poll = (feature: string) =>
      new Poll<F>(every, world, after => get(feature, community, after), (fresh, before) => {
        if (fresh.length) listener.facts(inOrder(fresh), feature, before)
        this.look()
      })
    this.polls = new Map(options.features.map(feature => [feature, poll(feature)]))
  }

  start(): void {
    this.since = this.world.now()
    this.unsee = this.world.onSeen(() => {
      this.look()
      void this.refresh()
    })
    for (const poll of this.polls.values()) poll.start()
    this.look()
  }

  stop(): void {
    this.unsee()
    this.unwatch()
    for (const poll of this.polls.values()) poll.stop()
  }

  /** Asks all now, such as when a person wishes it. */
  async refresh(): Promise<void> {
    await Promise.all([...this.polls.values()].map(poll => poll.now()))
  }

  /** Of what it knows no newer version it asks. A hint may come twice, and late. */
  hear({ topic, id, version }: Hint): void {
    const [feature = '', community] = topic.split('/')
    const poll = this.polls.get(feature)
    if (!poll || (community && community !== this.options.community)) return
    if (version <= (this.hinted.get(id) ?? 0)) return
    if (this.hinted.size >= REMEMBERED) this.hinted.clear()
    this.hinted.set(id, version)
    void poll.hinted()
  }

  /** Says how old things are when that changes, and looks again when they would become old. */
  private look(): void {
    const polls = [...this.polls.values()]
    const at = polls.some(poll => poll.at === null) ? null : Math.min(...polls.map(poll => poll.at ?? 0))
    const problem = polls.find(poll => poll.problem)?.problem ?? null
    const left = (at ?? this.since) + MISSED * this.options.every - this.world.now()
    this.unwatch()
    if (left > 0) this.unwatch = this.world.later(left, () => this.look())
    const state = { at, stale: left <= 0, problem }
    const { said } = this
    this.said = state
    if (said.at !== at || said.stale !== state.stale || said.problem !== problem) this.listener.state(state)
  }
}

/** Of several feeds one list, each fact once, by the time it was written; the newest `most`. */
export function merged<F extends Fact>(known: F[], fresh: F[], most = 500): F[] {
  const all = new Map([...known, ...fresh].map(fact => [fact.id, fact]))
  return inOrder([...all.values()]).slice(-most)
}

function inOrder<F extends Fact>(facts: F[]): F[] {
  const moment = (fact: F): number => Date.parse(fact.at)
  return facts.sort((one, other) => moment(one) - moment(other) || (one.id < other.id ? -1 : 1))
}

export const page: World = {
  now: Date.now,
  random: Math.random,
  later,
  seen: () => !document.hidden,
  onSeen(listener) {
    const seen = () => document.hidden || listener()
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  },
}
