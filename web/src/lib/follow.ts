// A list that follows its features' feeds: asked for when it opens, and anew when something happened;
// and each minute, as days begin and time limits pass without anything that a feed would tell.

import { useEffect, useRef, useState } from 'preact/hooks'
import { api, got } from './api.ts'
import { DESK, type Fact, Live, type State } from './live.ts'
import { asProblem, type Loaded, useLoad } from './load.ts'
import { overhear } from './pushed.ts'

const AGAIN = 2000 // ms: a list shows what is written a moment later than a feed
const ANYWAY = 60 // seconds

interface What {
  community: string
  features: string[] // that have GET /v1/<feature>/feed
  every?: number // ms: live.ts's DESK or PHONE
}

/** As useLoad; as old as the list, or as the feed that would tell of its changes, and old is also what no feed
 * spoke for lately. `fresh` hears each new fact, to ring. */
export function useFollowed<T>(ask: () => Promise<T>, what: What, fresh?: (facts: Fact[]) => void): Loaded<T> {
  const { community, features, every = DESK } = what
  const loaded = useLoad(ask, [community], ANYWAY)
  const [state, setState] = useState<State>({ at: null, stale: false, problem: null })
  const live = useRef<Live<Fact>>(undefined)
  const latest = useRef({ reload: loaded.reload, fresh })
  latest.current = { reload: loaded.reload, fresh }

  useEffect(() => {
    let later: ReturnType<typeof setTimeout> | undefined
    let over = false
    const again = oneByOne(async () => void (over || (await latest.current.reload())))
    const facts = (found: Fact[], _: string, before: boolean) => {
      if (!before) latest.current.fresh?.(found)
      void again() // also after the first, as the list may have been read before them
      clearTimeout(later)
      later = setTimeout(() => void again(), AGAIN)
    }
    const mine = new Live({ community, features, every, get: feed }, { facts, state: setState })
    live.current = mine
    mine.start()
    // at a desk what happens is told at once; a telephone saves itself the socket
    const ear = { hint: mine.hear.bind(mine), began: () => void mine.refresh() }
    const unhear = every <= DESK ? overhear(community, ear) : () => {}
    return () => {
      over = true
      clearTimeout(later)
      unhear()
      mine.stop()
    }
  }, [community, features.join(), every])

  return {
    ...loaded,
    at: loaded.at && Math.min(loaded.at, state.at ?? loaded.at),
    problem: loaded.problem ?? (state.stale ? asProblem(state.problem) : undefined),
    reload: async () => {
      await Promise.all([loaded.reload(), live.current?.refresh()])
    },
  }
}

/** Asked while it runs, it runs once more afterwards: facts that come quicker than a list is read would else
 * cancel each reading by the next, and show none. */
function oneByOne(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = (): Promise<void> => {
    next = undefined
    return (running = run().finally(() => void (running = next)))
  }
  return () => (running ? (next ??= running.then(start)) : start())
}

/** All feeds speak alike; the document types one, which stands for the others here. */
async function feed(feature: string, community: string, after: string): Promise<{ items: Fact[]; next: string }> {
  const path = `/v1/${feature}/feed` as '/v1/incidents/feed'
  const said = await got(api.GET(path, { params: { query: { community, after } } }))
  return { items: said.items.map(one => ({ ...one, id: one.id ?? '' })), next: said.next }
}
