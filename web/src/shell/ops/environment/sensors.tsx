// 传感器: what sees falls and thrown objects, and how often each was wrong; the doubted first.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { filter, query } from '../../../lib/router.ts'
import { Load, Table, Tag, When } from '../../../ui/base.tsx'
import { upTo } from '../pages.ts'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { Rate } from './seen/reports.tsx'
import { may, type Sensor } from './types.ts'

const MOST = 200

export default function Screen(): VNode {
  return <Post title={t('sight.sensors')} back={within('/ops/more')}>{community => <Sensors community={community} />}</Post>
}

function Sensors({ community }: { community: string }): VNode {
  const { roles } = useWatcher()
  const doubted = query.value.get('doubted') === '1'
  const found = useLoad(() => upTo(MOST, after => whole(got(api.GET('/v1/environment/sensors', { params: { query: { community, after } } })))), [community])
  return (
    <div class="wraps">
      <p class="lead">{t('sight.sensors-what')}</p>
      <div class="filters" role="search">
        <label class="choice"><input type="checkbox" checked={doubted} onChange={() => filter({ doubted: doubted ? null : '1' })} /> {t('sight.doubted-only')}</label>
        {may('sensors', roles) && <a class="button" href={within('/ops/sensors/new')}>{t('sight.register-sensor')}</a>}
      </div>
      <Load of={found} isEmpty={({ rows }) => !rows.length} empty={<p>{t('sight.no-sensors')}</p>}>
        {({ rows, more }) => <Rows rows={doubted ? rows.filter(one => one.doubted_since) : rows} more={more} revise={may('sensors', roles)} />}
      </Load>
    </div>
  )
}

function Rows({ rows, more, revise }: { rows: Sensor[]; more: boolean; revise: boolean }): VNode {
  const rest = more && <p class="meta">{t('sight.more-than', { most: MOST })}</p> // among which there may be some
  if (!rows.length) return <><p>{t('sight.none-doubted')}</p>{rest}</>
  return (
    <>
      <Table caption={t('sight.sensors-count', { count: rows.length })} rows={worst(rows)} id={one => one.id} columns={[
        { title: t('sight.sensor'), cell: one => <>{revise ? <a href={within(`/ops/sensors/${one.id}`)}>{one.name}</a> : one.name} <span class="meta">{one.id}</span></> },
        { title: t('sight.sort'), cell: one => <>{t(`sight.sensor.${one.kind}`)}{one.watches && <> <Tag>{t('sight.watches')}</Tag></>}</> },
        { title: t('sight.where'), cell: one => [one.building, one.zone].filter(Boolean).join(' · ') || '—' },
        { title: t('sight.wrong'), cell: one => <Rate of={one} /> },
        { title: t('sight.saw-count'), end: true, cell: one => one.seen },
        { title: t('sight.trust'), cell: one => <Doubt of={one} /> },
      ]} />
      {rest}
    </>
  )
}

/** What it sees is still recorded; that it is wrong so often is a hazard of the ledger. */
function Doubt({ of }: { of: Sensor }): VNode {
  if (!of.doubted_since) return <Tag kind="ok">{t('sight.trusted')}</Tag>
  return <><Tag kind="error">{t('sight.doubted')}</Tag> <When at={of.doubted_since} /> {of.doubted && <a href={within(`/ops/hazards/${of.doubted}`)}>{t('sight.hazard')}</a>}</>
}

const worst = (rows: Sensor[]): Sensor[] =>
  [...rows].sort((one, other) => Number(Boolean(other.doubted_since)) - Number(Boolean(one.doubted_since)) || (other.rate ?? -1) - (one.rate ?? -1))
