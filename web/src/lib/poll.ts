// One feed of facts, asked again and again. The feed gives its last seconds twice: a fact is told
// once, by its id. What happened before the page opened is told as such, so that nothing rings.

export interface Fact {
  id: string
  at: string
}
export interface Answer<F extends Fact> {
  items: F[]
  next: string
}

/** What a page is to time: a fake one in tests. */
export interface World {
  now(): number
  random(): number
  later(ms: number, work: () => void): () => void
  seen(): boolean
  onSeen(listener: () => void): () => void
}

const PAGE = 100 // so many, and there are more
const REMEMBERED = 1000 // far more than the seconds that are given twice
const LONGEST = 60_000
const AGAIN = 500 // a hint may come before its fact can be read

export class Poll<F extends Fact> {
  at: number | null = null // when it was last heard whole
  problem: unknown = null
  private readonly every: number
  private readonly world: World
  private readonly ask: (after: string) => Promise<Answer<F>>
  private readonly tell: (fresh: F[], before: boolean) => void
  private readonly known = new Set<string>()
  private after = ''
  private failures = 0
  private busy = false
  private more = false
  private running = false
  private cancel = () => {}

  constructor(
    every: number, world: World,
    ask: (after: string) => Promise<Answer<F>>, tell: (fresh: F[], before: boolean) => void,
  ) {
    this.every = every
    this.world = world
    this.ask = ask
    this.tell = tell
  }

  start(): void {
    this.running = true
    void this.now()
  }

  stop(): void {
    this.running = false
    this.cancel()
  }

  /** Something happened: asked at once, and once more should it not be readable yet. */
  async hinted(): Promise<void> {
    if (!(await this.now()) && this.running) this.plan(AGAIN)
  }

  /** Whether it brought anything new. One that is under way is followed by another. */
  async now(): Promise<boolean> {
    if (!this.running || !this.world.seen()) return false
    this.more = true
    if (this.busy) return true
    this.busy = true
    this.cancel()
    let fresh = false
    while (this.more && this.running) {
      this.more = false
      fresh = (await this.round()) || fresh
    }
    this.busy = false
    if (this.running) this.plan(this.wait())
    return fresh
  }

  private async round(): Promise<boolean> {
    try {
      const { items, next } = await this.ask(this.after)
      if (!this.running) return false
      const full = items.length >= PAGE && next !== this.after
      this.after = next
      this.failures = 0
      this.problem = null
      this.more ||= full
      return this.hear(items, full)
    } catch (error) {
      this.failures += 1
      this.problem = error
      if (this.running) this.tell([], false)
      return false
    }
  }

  private hear(items: F[], full: boolean): boolean {
    const before = this.at === null
    const fresh = items.filter(one => !this.known.has(one.id) && this.known.add(one.id))
    if (!full) this.at = this.world.now()
    for (const id of this.known) {
      if (this.known.size <= REMEMBERED) break
      this.known.delete(id) // the oldest first
    }
    this.tell(fresh, before)
    return fresh.length > 0
  }

  private plan(ms: number): void {
    this.cancel()
    this.cancel = this.world.later(ms, () => void this.now())
  }

  /** Not all pages at once, and a city that is ill is left more time. */
  private wait(): number {
    const plain = this.every * 2 ** Math.min(this.failures, 10)
    return Math.min(Math.max(LONGEST, this.every), plain) * (0.9 + 0.2 * this.world.random())
  }
}
