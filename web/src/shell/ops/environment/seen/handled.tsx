// The incident in which people see to a sighting, with the sheet for the ambulance.

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
  return of.raised_at || of.kind === 'thrown_object' ? <Found of={of} /> : null
}

function Found({ of }: { of: Sighting }): VNode {
  const found = useLoad(() => incidentOf(of), [of.id, of.stage], OFTEN)
  return (
    <Load of={found} quiet isEmpty={one => one === null} empty={<p class="meta">{t(of.stage === 'noted' ? 'sight.no-incident' : 'sight.incident-elsewhere')}</p>}>
      {one => one && (
        <p>
          <a class="button main" href={`/ops/e/${one.merged_into ?? one.id}`}>{t('sight.incident', { number: one.number ?? '' })}</a>{' '}
          {of.kind === 'fall' && <a class="button" href={`/ops/e/${one.id}/sheet?to=120`}>{t('ops.sheet-120')}</a>}
        </p>
      )}
    </Load>
  )
}

/** The one that this sighting, which is its hazard, has raised. */
async function incidentOf(of: Sighting): Promise<Incident | null> {
  const { community } = of
  const stage = of.stage === 'closed' ? 'closed' as const : 'open' as const
  const { rows } = await upTo(LOOKED, after => whole(got(api.GET('/v1/incidents', { params: { query: { community, stage, after } } }))))
  return rows.find(one => one.hazard_id === of.id) ?? null
}
