// 流程: the workflows of the platform, and how many open incidents stand at each step.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t, tOr } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import type { Params } from '../../../lib/router.ts'
import { Load } from '../../../ui/base.tsx'
import { incidents } from '../duty/ask.ts'
import { whole } from '../types.ts'
import { Post, within } from '../watcher.tsx'
import { type Flow, Picture } from './picture.tsx'

const OFTEN = 10 // seconds

export default function Screen({ params }: { params: Params }): VNode {
  return <Post title={t('ops.flow')} back={params.machine ? within('/ops/flow') : '/ops/more'}>{community => <Flows community={community} only={params.machine} />}</Post>
}

function Flows({ community, only }: { community: string; only: string | undefined }): VNode {
  const all = useLoad(() => flows(community), [community])
  const open = useLoad(async () => (await incidents(community)).rows, [community], OFTEN)
  const counts: Record<string, number> = {}
  for (const one of open.data ?? []) counts[one.stage] = (counts[one.stage] ?? 0) + 1
  return (
    <Load of={all} isEmpty={found => !found.some(one => !only || one.machine === only)} empty={<p>{t('ops.no-flow')}</p>}>
      {found => found.filter(one => !only || one.machine === only).map(one => (
        <section key={one.machine} aria-labelledby={one.machine}>
          <h2 id={one.machine}>{tOr(`ops.machine.${one.machine}`, one.machine)}</h2>
          <p class="meta">{tOr(`ops.machine-what.${one.machine}`, one.about)}{!only && <> <a href={within(`/ops/flow/${one.machine}`)}>{t('ops.flow-alone')}</a></>}</p>
          <Picture of={one} {...(one.machine === 'handling' && { counts })} />
        </section>
      ))}
    </Load>
  )
}

async function flows(community: string): Promise<Flow[]> {
  const query = { community }
  const [one, other] = await Promise.all([
    whole(got(api.GET('/v1/incidents/workflows', { params: { query } }))),
    whole(got(api.GET('/v1/facilities/workflows', { params: { query } }))),
  ])
  return [...one.items, ...other.items]
}
