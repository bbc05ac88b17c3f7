// 监测站: the stations of a community, with their latest hour; registered and corrected from here.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { language, t } from '../../../lib/i18n.ts'
import { query } from '../../../lib/router.ts'
import { Button, Load, Table, Tag, When } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { Pick } from '../pick.tsx'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { may, type Station } from './types.ts'

export const SORTS = ['air', 'noise', 'water'] as const

export default function Screen(): VNode {
  return <Post title={t('sight.stations')} back={within('/ops/more')}>{community => <Stations community={community} />}</Post>
}

function Stations({ community }: { community: string }): VNode {
  const { roles } = useWatcher()
  const kind = SORTS.find(one => one === query.value.get('kind')) ?? null
  const found = usePaged(after => whole(got(api.GET('/v1/environment/stations', { params: { query: { place: community, after, ...(kind && { kind }) } } }))), [community, kind])
  const mine = may('stations', roles)
  return (
    <>
      <div class="filters" role="search">
        <Pick label={t('sight.sort')} name="kind" value={kind} of={SORTS} word={one => t(`sight.station.${one}`)} />
        {mine && <a class="button" href={within('/ops/stations/new')}>{t('sight.register-station')}</a>}
      </div>
      <Load of={found} isEmpty={rows => !rows.length && !found.further} empty={<p>{t('sight.no-stations')}</p>}>
        {rows => (
          <>
            <Table caption={t('sight.stations-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
              { title: t('sight.station'), cell: one => <>{mine ? <a href={within(`/ops/stations/${one.id}`)}>{one.name}</a> : one.name} <span class="meta">{one.id}</span></> },
              { title: t('sight.sort'), cell: one => t(`sight.station.${one.kind}`) },
              { title: t('sight.address'), cell: one => one.address },
              { title: t('sight.latest'), cell: one => <Latest of={one} /> },
              { title: t('sight.state'), cell: one => <Tag kind={one.state === 'in_use' ? 'ok' : 'plain'}>{t(`sight.state.${one.state}`)}</Tag> },
              { title: t('sight.public'), cell: one => <a href={`/env/${one.id}`}>{t('sight.public-page')}</a> },
            ]} />
            {found.further && <Button onClick={found.further}>{t('sight.show-more')}</Button>}
          </>
        )}
      </Load>
    </>
  )
}

function Latest({ of }: { of: Station }): VNode {
  if (!of.latest) return <span class="meta">{t('sight.no-hour')}</span>
  return (
    <>
      <When at={of.latest.ends} /> {of.level?.[language.value] ?? of.quality?.[language.value]}
      {of.status && of.status !== 'normal' && <> <Tag kind="warning">{t(`sight.status.${of.status}`)}</Tag></>}
      {of.reference && <> <span class="meta">{of.reference[language.value]}</span></>}
    </>
  )
}
