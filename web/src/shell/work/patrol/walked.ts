// The patrol that an address names, from the city or from what this device was shown of it.

import { useEffect } from 'preact/hooks'
import { useLast } from '../../../lib/last.ts'
import { type Loaded, useLoad } from '../../../lib/load.ts'
import type { Act } from '../../../lib/acts.ts'
import { acts } from '../../../lib/own.ts'
import { go } from '../../../lib/router.ts'
import { assetsOf, limits, patrol, plans, rounds } from '../ask.ts'
import { useSent } from '../keeping.tsx'
import type { Asset, Round } from '../types.ts'
import { type Measure, measuresOf } from './measured.ts'
import { aboutPatrol, type At } from './route.ts'
import { ofPatrol, ofPlan, type Walk } from './walk.ts'

export interface Walked {
  walk: Loaded<Walk>
  about: string
  waits: Act[] // of its acts those that the city has not taken
  begun: Act | undefined
}

export function useWalk(at: At, community: string): Walked {
  const isPatrol = at.kind === 'patrol'
  const begun = at.kind === 'begun' ? acts.value.find(act => act.id === at.id) : undefined
  const about = aboutPatrol(at, acts.value)
  const named = begun?.state === 'sent' ? (begun.answer as { id: string }).id : undefined
  useEffect(() => {
    if (named) go(`/work/patrol/${named}`, 'replace')
  }, [named])

  const asked = useLoad<Walk | Walk[]>(async () => (isPatrol ? ofPatrol(await patrol(at.id)) : (await plans(community)).map(ofPlan)), [at.id])
  const last = useLast<Walk | Walk[]>(isPatrol ? `walk/${at.id}` : `plans/${community}`, asked)
  useSent(asked.reload, about)
  const wanted = at.kind === 'plan' ? at.id : begun?.body.plan_id
  const found = Array.isArray(last.data) ? last.data.find(one => one.plan === wanted) : last.data
  const data = found && begun ? { ...found, state: 'walking' as const } : found
  const waits = acts.value.filter(act => act.about === about && act.state !== 'sent')
  return { walk: { ...last, data }, about, waits, begun }
}

/** What is looked at on it, and what the things are called: both are there without a signal. */
export function useRound(row: string | undefined, community: string): { round: Round | undefined; all: Loaded<Round[]>; things: Map<string, Asset>; measures: Measure[] } {
  const all = useLast(`rounds/${community}`, useLoad(() => rounds(community), [community]))
  const round = all.data?.find(one => one.id === row)
  const kind = round?.kind
  const found = useLast(`assets/${community}/${kind ?? ''}`, useLoad(async () => (kind ? assetsOf(community, kind) : []), [community, kind]))
  const held = useLast(`limits/${community}`, useLoad(() => limits(community), [community]))
  return { round, all, things: new Map(found.data?.map(one => [one.id, one])), measures: measuresOf(held.data ?? [], kind ?? '') }
}
