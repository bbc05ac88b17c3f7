// Which sightings somebody must see to, and which first. Pure.

interface Seen {
  stage: 'noted' | 'asking' | 'well' | 'raised' | 'closed'
  since: string
  found: unknown
  asked: readonly { until: string }[]
}

/** Somebody is asked, people are on their way, or nobody has said yet what it was. */
export const isOpen = (of: Seen): boolean => of.stage === 'asking' || of.stage === 'raised' || (of.stage === 'noted' && of.found === null)

/** When the next is asked, while who fell may still say that all is well. */
export const until = (of: Pick<Seen, 'stage' | 'asked'>): string | null => (of.stage === 'asking' ? of.asked.at(-1)?.until ?? null : null)

const RANK = { asking: 0, raised: 1, noted: 2, well: 3, closed: 4 } as const

/** The open ones first: of the asked whose time is over first, of all else the latest. */
export function inOrder<T extends Seen>(rows: readonly T[]): T[] {
  const rank = (one: Seen) => (isOpen(one) ? RANK[one.stage] : RANK.closed)
  return [...rows].sort((one, other) => rank(one) - rank(other)
    || (until(one) ?? '').localeCompare(until(other) ?? '') || other.since.localeCompare(one.since))
}
