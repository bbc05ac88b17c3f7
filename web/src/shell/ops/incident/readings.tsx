// What the asset measured around the incident, with the limits that it is held to.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useNewest } from '../../../lib/newest.ts'
import { Load, Tag } from '../../../ui/base.tsx'
import { curves } from '../curves.ts'
import { Curves } from '../curved.tsx'
import { drawn } from '../past.ts'
import { type Detail, whole } from '../types.ts'
import { ON_SITE, useWatcher } from '../watcher.tsx'

const BEFORE = 3_600_000 // ms of its past that say what was usual

export function Readings({ of }: { of: Detail }): VNode {
  const { roles } = useWatcher()
  const onSite = ON_SITE.some(role => roles.includes(role))
  const asset = useNewest(async () => (onSite ? about(of) : null), [of.subject, onSite], of.version)
  return (
    <section aria-labelledby="readings">
      <h2 id="readings">{t('ops.readings')}</h2>
      <p>
        {of.sensor.absent ? t('ops.no-sensor') : <Tag kind={of.sensor.normal ? 'ok' : 'error'}>{t(of.sensor.normal ? 'ops.sensor-normal' : 'ops.sensor-abnormal')}</Tag>}
      </p>
      {!of.sensor.absent && (
        <Load of={asset} quiet>
          {known => known && (
            <>
              <Curves of={known.curves} />
              <p><a href={`/ops/assets/${of.subject}?community=${of.community}`}>{t('ops.asset-open', { id: of.subject })}</a></p>
            </>
          )}
        </Load>
      )}
    </section>
  )
}

async function about(of: Detail) {
  if (of.sensor.absent) return null
  const path = { asset_id: of.subject }
  const [asset, history, limits] = await Promise.all([
    whole(got(api.GET('/v1/facilities/assets/{asset_id}', { params: { path } }))),
    whole(got(api.GET('/v1/facilities/assets/{asset_id}/history', { params: { path, query: {} } }))),
    whole(got(api.GET('/v1/facilities/limits', { params: { query: { community: of.community } } }))),
  ])
  const all = curves(asset, history.items, limits.items)
  const own = all.filter(one => one.measure === of.measure)
  const shown = own.length ? own : all
  return { asset, curves: await drawn(of.subject, shown, Date.parse(of.raised_at) - BEFORE, of.closed_at ? Date.parse(of.closed_at) : null) }
}
