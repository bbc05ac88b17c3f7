// 隐患台账: whoever found them, what is open by its deadline, what is closed latest first.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { useFollowed } from '../../../lib/follow.ts'
import { t } from '../../../lib/i18n.ts'
import { filter, query } from '../../../lib/router.ts'
import { Button, Clock, type Column, Load, Table, Tag } from '../../../ui/base.tsx'
import { KINDS } from '../assets/kinds.ts'
import { upTo } from '../pages.ts'
import { Pick } from '../pick.tsx'
import { type Asset, type Entry, whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { coded, said, who } from '../words.ts'

const STEP = 100 // that are looked at, and how many more each time one asks

export default function Screen(): VNode {
  return <Post title={t('ops.hazards')}>{community => <Ledger community={community} />}</Post>
}

function Ledger({ community }: { community: string }): VNode {
  const state = query.value.get('state') === 'closed' ? 'closed' as const : 'open' as const
  const kind = KINDS.find(one => one === query.value.get('kind')) ?? null
  return (
    <>
      <fieldset class="sorts">
        <legend class="hidden">{t('ops.stage')}</legend>
        {(['open', 'closed'] as const).map(one => (
          <label key={one} class="choice"><input type="radio" name="state" checked={state === one} onChange={() => filter({ state: one === 'open' ? null : one })} /> {t(`ops.ledger-${one}`)}</label>
        ))}
      </fieldset>
      <div class="filters"><Pick label={t('ops.kind')} name="kind" value={kind} of={KINDS} word={one => coded('kind', one)} /></div>
      <Rows key={`${state} ${kind}`} community={community} state={state} kind={kind} />
    </>
  )
}

function Rows({ community, state, kind }: { community: string; state: 'open' | 'closed'; kind: Asset['kind'] | null }): VNode {
  const { id: me } = useWatcher()
  const [most, want] = useState(STEP)
  const all = useFollowed(
    () => upTo(most, after => whole(got(api.GET('/v1/facilities/ledger', { params: { query: { community, state, after, ...(kind && { kind }) } } })))),
    { community, features: ['facilities'] },
  )
  useEffect(() => { if (most > STEP) void all.reload() }, [most])
  return (
    <Load of={all} isEmpty={({ rows }) => !rows.length} empty={<p>{t('ops.no-hazards')}</p>}>
      {({ rows, more }) => (
        <>
          <Table caption={t('ops.hazards-count', { count: rows.length })} rows={state === 'open' ? byDue(rows) : rows} id={one => one.id} columns={columns(me)} />
          {more && <p>{t('ops.more-than-rows', { most: rows.length })} <Button small onClick={() => want(rows.length + STEP)}>{t('ops.show-more')}</Button></p>}
        </>
      )}
    </Load>
  )
}

const byDue = (rows: Entry[]): Entry[] => [...rows].sort((one, other) => (one.deadline ?? '9').localeCompare(other.deadline ?? '9'))

const columns = (me: string | undefined): Column<Entry>[] => [
  { title: t('ops.deadline'), cell: one => <><Clock until={one.deadline} />{one.overdue && <> <Tag kind="error">{t('ops.overdue')}</Tag></>}</> },
  { title: t('ops.severity'), cell: one => <Tag kind={one.severity === 'critical' ? 'error' : one.severity === 'major' ? 'warning' : 'plain'}>{said('severity', one.severity)}</Tag> },
  { title: t('ops.what'), cell: one => <><a href={within(`/ops/hazards/${one.id}`)}>{coded('category', one.category)}</a> <span class="meta">{one.number}{one.kind && ` · ${coded('kind', one.kind)}`}</span></> },
  { title: t('ops.where'), cell: one => placed(one) },
  { title: t('ops.stage'), cell: one => <>{said('state', one.state)}{one.recurrence > 0 && <> <Tag>{t('ops.again', { count: one.recurrence })}</Tag></>}{one.led_by === 'incident' && one.incident_id && <> <a href={`/ops/e/${one.incident_id}`}>{t('ops.incident')}</a></>}</> },
  { title: t('ops.assignee'), cell: one => who(one.assignee, me) },
]

export const placed = ({ where }: Pick<Entry, 'where'>): string =>
  [where.address, where.building, where.floor, where.asset_id].filter(Boolean).join(' · ') || '—'
