// 到场: said once one is there, also where there is no signal. Where that is, is not asked.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Act } from '../../../lib/acts.ts'
import { newKey } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { Button, When } from '../../../ui/base.tsx'
import { NotKept, useKeeping } from '../keeping.tsx'
import { aboutOf } from '../tasks.ts'
import type { IncidentNow } from '../types.ts'
import { titleOfIncident } from '../words.ts'

export const isArrival = (act: Pick<Act, 'path'>): boolean => act.path.endsWith('/arrivals')

export function Arrive({ of, waits }: { of: IncidentNow; waits: Act[] }): VNode | null {
  const { keep, unkept } = useKeeping()
  const [id] = useState(newKey)
  if (of.arrived_at) return <p>{t('work.arrived-at')} <When at={of.arrived_at} /></p>
  if (waits.some(isArrival)) return null // it stands among what waits

  async function press(): Promise<void> {
    const at = new Date().toISOString() // not when it is sent
    await keep({
      id, what: `${t('work.arrive')} · ${titleOfIncident(of)}`, about: aboutOf('incident', of.id),
      path: `/v1/incidents/${of.id}/arrivals`, body: { at },
    })
  }
  return (
    <section class="act arrive" aria-labelledby="arrive">
      <h2 id="arrive">{t('work.are-you-there')}</h2>
      <NotKept code={unkept} />
      <Button onClick={press}>{t('work.arrive')}</Button>
    </section>
  )
}
