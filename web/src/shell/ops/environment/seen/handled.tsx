// The incident in which people see to a sighting, with the sheet for the ambulance, or to a case.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { Load } from '../../../../ui/base.tsx'
import { upTo } from '../../pages.ts'
import { type Incident, whole } from '../../types.ts'
import type { Sighting } from '../types.ts'

const LOOKED = 300 // incidents, the latest first
const OFTEN = 10 // seconds

export function Handled({ of }: { of: Sighting }): VNode | null {
  if (!of.raised_at && of.kind !== 'thrown_object') return null
  const none = t(of.stage === 'noted' ? 'sight.no-incident' : 'sight.incident-elsewhere')
  return <Raised id={of.id} community={of.community} stages={[of.stage === 'closed' ? 'closed' : 'open']} none={none} ambulance={of.kind === 'fall'} />
}

type Stages = readonly ('open' | 'closed')[]
interface Hazard { id: string; community: string; stages: Stages }

/** What was raised of a hazard, looked for among the incidents of these stages; `none`: that there is none. */
export function Raised({ id, community, stages, none, ambulance }: Hazard & { none: string; ambulance?: boolean }): VNode {
  const found = useLoad(() => incidentOf({ id, community, stages }), [id, stages[0]], OFTEN)
  return (
    <Load of={found} quiet isEmpty={one => one === null} empty={<p class="meta">{none}</p>}>
      {one => one && (
        <p>
          <a class="button main" href={`/ops/e/${one.merged_into ?? one.id}`}>{t('sight.incident', { number: one.number ?? '' })}</a>{' '}
          {ambulance && <a class="button" href={`/ops/e/${one.id}/sheet?to=120`}>{t('ops.sheet-120')}</a>}
        </p>
      )}
    </Load>
  )
}

async function incidentOf({ id, community, stages }: Hazard): Promise<Incident | null> {
  for (const stage of stages) {
    const { rows } = await upTo(LOOKED, after => whole(got(api.GET('/v1/incidents', { params: { query: { community, stage, after } } }))))
    const found = rows.find(one => one.hazard_id === id)
    if (found) return found
  }
  return null
}
