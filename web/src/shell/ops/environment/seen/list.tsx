// 跌倒与高空抛物: what sensors saw, what somebody must see to first.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { number } from '../../../../lib/quantities.ts'
import { filter, query } from '../../../../lib/router.ts'
import { Load, Table, Tag, When } from '../../../../ui/base.tsx'
import { upTo } from '../../pages.ts'
import { Pick } from '../../pick.tsx'
import { whole } from '../../types.ts'
import { Post, within } from '../../watcher.tsx'
import { Left } from './left.tsx'
import { inOrder, until } from './order.ts'
import { KINDS, type Sighting } from '../types.ts'

const MOST = 100
const OFTEN = 4 // seconds: a fall waits for half a minute

export default function Screen(): VNode {
  return <Post title={t('sight.sightings')} back={within('/ops/more')}>{community => <Sightings community={community} />}</Post>
}

function Sightings({ community }: { community: string }): VNode {
  const kind = KINDS.find(one => one === query.value.get('kind')) ?? null
  const all = query.value.get('all') === '1'
  const found = useLoad(() => asked(community, kind, all), [community, kind, all], OFTEN)
  return (
    <div class="wraps">
      <p class="lead">{t('sight.what')}</p>
      <div class="filters" role="search">
        <Pick label={t('sight.kind')} name="kind" value={kind} of={KINDS} word={one => t(`sight.kind.${one}`)} />
        <label class="choice"><input type="checkbox" checked={!all} onChange={() => filter({ all: all ? null : '1' })} /> {t('sight.open-only')}</label>
      </div>
      <p><a href={within('/ops/sensors')}>{t('sight.sensors-doubted')}</a></p>
      <Load of={found}>{({ rows, more }) => <Rows rows={rows} all={all} more={more} />}</Load>
    </div>
  )
}

async function asked(community: string, kind: Sighting['kind'] | null, all: boolean): Promise<{ rows: Sighting[]; more: boolean }> {
  const stage = all ? {} : { stage: 'open' as const }
  const kinds = kind ? [kind] : KINDS
  const parts = await Promise.all(kinds.map(one =>
    upTo(MOST, after => whole(got(api.GET('/v1/environment/sightings', { params: { query: { community, kind: one, ...stage, after } } }))))))
  return { rows: inOrder(parts.flatMap(one => one.rows)), more: parts.some(one => one.more) }
}

function Rows({ rows, all, more }: { rows: Sighting[]; all: boolean; more: boolean }): VNode {
  const rest = more && <p class="meta">{t('sight.more-than', { most: MOST })}</p>
  if (!rows.length) return <><p>{t(all ? 'sight.none' : 'sight.none-open')}</p>{rest}</>
  return (
    <>
      <Table caption={t(all ? 'sight.count' : 'sight.open-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
        { title: t('sight.saw'), cell: one => <a href={within(`/ops/sightings/${one.id}`)}>{t(`sight.kind.${one.kind}`)}</a> },
        { title: t('sight.stage'), cell: one => <><Stage of={one} /> <Left until={until(one)} /></> },
        { title: t('sight.since'), cell: one => <When at={one.since} /> },
        { title: t('sight.where'), cell: one => [one.building, one.zone].filter(Boolean).join(' · ') || '—' },
        { title: t('sight.surest'), end: true, cell: one => `${number(Math.max(...one.reports.map(each => each.confidence)) * 100)}%` },
        { title: t('sight.seen-by'), end: true, cell: one => new Set(one.reports.map(each => each.sensor_id)).size },
      ]} />
      {rest}
    </>
  )
}

const LOOK = { asking: 'error', raised: 'warning', noted: 'plain', well: 'ok', closed: 'plain' } as const

export function Stage({ of }: { of: Sighting }): VNode {
  return <Tag kind={LOOK[of.stage]}>{of.stage === 'raised' && of.over_at ? t('sight.raised-well') : t(`sight.stage.${of.stage}`)}</Tag>
}
