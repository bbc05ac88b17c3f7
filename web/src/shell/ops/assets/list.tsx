// 设施: the ledger of assets of a community, by kind, building and words.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { filter, query } from '../../../lib/router.ts'
import { Button, Load, Table, Tag } from '../../../ui/base.tsx'
import { upTo } from '../pages.ts'
import { Pick } from '../pick.tsx'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { coded, said } from '../words.ts'
import { KINDS } from './kinds.ts'
import { Labels } from './labels.tsx'
import { keeps } from './may.ts'

const MOST = 100

export default function Screen(): VNode {
  return <Post title={t('ops.assets')}>{community => <Assets community={community} />}</Post>
}

function Assets({ community }: { community: string }): VNode {
  const kind = KINDS.find(one => one === query.value.get('kind')) ?? null
  const building = query.value.get('building') || null
  const text = query.value.get('text') ?? ''
  const { roles } = useWatcher()
  const found = useLoad(
    () => upTo(MOST, after => whole(got(api.GET('/v1/facilities/assets', { params: { query: { community, after, text, ...(kind && { kind }), ...(building && { building }) } } })))),
    [community, kind, building, text],
  )
  return (
    <>
      <Filters kind={kind} building={building ?? ''} text={text} />
      {keeps(roles) && <p><a class="button" href={within('/ops/assets/new')}>{t('ops.asset-register')}</a></p>}
      <Labels community={community} kind={kind} />
      <Load of={found} isEmpty={({ rows }) => !rows.length} empty={<p>{t(kind || building || text || !keeps(roles) ? 'ops.no-assets' : 'ops.no-assets-yet')}</p>}>
        {({ rows, more }) => (
          <>
            <Table caption={t('ops.assets-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
              { title: t('ops.asset'), cell: one => <><a href={within(`/ops/assets/${one.id}`)}>{one.name}</a> <span class="meta">{one.id}</span></> },
              { title: t('ops.kind'), cell: one => coded('kind', one.kind) },
              { title: t('ops.where'), cell: one => [one.address, one.building, one.zone].filter(Boolean).join(' · ') },
              { title: t('ops.state-of'), cell: one => <Tag kind={one.state === 'in_use' ? 'ok' : 'warning'}>{said('asset', one.state)}</Tag> },
            ]} />
            {more && <p class="meta">{t('ops.narrow', { most: MOST })}</p>}
          </>
        )}
      </Load>
    </>
  )
}

/** Words are asked for when they are sent, not while one types. */
function Filters({ kind, building, text }: { kind: string | null; building: string; text: string }): VNode {
  const [wish, wants] = useState({ building, text })
  return (
    <form class="filters" role="search" onSubmit={event => { event.preventDefault(); filter(wish) }}>
      <Pick label={t('ops.kind')} name="kind" value={kind} of={KINDS} word={one => coded('kind', one)} />
      <label>{t('ops.building')} <input value={wish.building} maxLength={200} onInput={event => wants({ ...wish, building: event.currentTarget.value })} /></label>
      <label>{t('ops.text')} <input type="search" value={wish.text} maxLength={50} onInput={event => wants({ ...wish, text: event.currentTarget.value })} /></label>
      <Button type="submit">{t('ops.search')}</Button>
    </form>
  )
}
