// Saying what was done: with photographs that the city has confirmed.

import type { VNode } from 'preact'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { put } from '../../../lib/sending.ts'
import { provable } from '../order.ts'
import { useShots } from '../shots.tsx'
import type { Detail } from '../types.ts'
import { Written } from './written.tsx'

export function Handle({ of, again }: { of: Detail; again: () => unknown }): VNode {
  const shots = useShots('evidence', (photo, told) => put(`/v1/incidents/${of.id}/evidence`, photo, newKey(), told))
  const evidence = shots.ids.length ? shots.ids : provable(of).map(one => one.id) // what was sent before a reload
  const path = { incident_id: of.id }
  return (
    <Written name={`handle-${of.id}`} label={t('ops.handle-note')} action={t('ops.handle')} ready={shots.ready} again={again} send={(note, key) =>
      got(api.POST('/v1/incidents/{incident_id}/handlings', { params: { path, header: once(`${key}${evidence.length}`) }, body: { note, evidence } }))}>
      <p class="hint">{t('ops.evidence-hint')}</p>
      {shots.field}
    </Written>
  )
}
