// 静默: who has said nothing for longer than it may, since when, by place; a block without power is one.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { ago } from '../../../../lib/fmt.ts'
import { how, t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { query } from '../../../../lib/router.ts'
import { Load, Notice, Table, When } from '../../../../ui/base.tsx'
import { upTo } from '../../pages.ts'
import { Pick } from '../../pick.tsx'
import { type Gives, whole } from '../../types.ts'
import { within } from '../../watcher.tsx'
import { kindName, useKinds } from '../ask.ts'
import type { Kind } from '../types.ts'
import { Fleet } from './frame.tsx'
import { byPlace, type Group } from './places.ts'

export type Silence = Gives<'/v1/devices/silences'>['items'][number]
const MOST = 300
const OFTEN = 15 // seconds

export default function Screen(): VNode {
  return <Fleet at="silences">{community => <Silent community={community} />}</Fleet>
}

function Silent({ community }: { community: string }): VNode {
  const found = useLoad(() => upTo(MOST, after => whole(got(api.GET('/v1/devices/silences', { params: { query: { community, after } } })))), [community], OFTEN)
  const kind = query.value.get('kind')
  const known = useKinds(community).data
  return (
    <Load of={found} isEmpty={({ rows }) => !rows.length} empty={<p>{t('fleet.none-silent')}</p>}>
      {({ rows, more }) => {
        const shown = rows.filter(one => !kind || one.kind === kind)
        return (
          <>
            <div class="filters" role="search">
              <Pick label={t('fleet.kind')} name="kind" value={kind} of={kinds(rows, kind)} word={one => kindName(one, known)} />
            </div>
            <p role="status">{t('fleet.silent-count', { count: shown.length })}{more && ` ${t('fleet.more-than', { most: MOST })}`}</p>
            {byPlace(shown).map(one => <Place key={one.name} of={one} kinds={known} />)}
          </>
        )
      }}
    </Load>
  )
}

const kinds = (rows: readonly Silence[], picked: string | null): string[] =>
  [...new Set([...rows.map(one => one.kind), ...(picked ? [picked] : [])])].sort()

type Placed = { of: Group<Silence>; kinds: readonly Kind[] | undefined }

function Place({ of, kinds }: Placed): VNode {
  if (!of.block) return <section aria-label={title(of)}><Rows of={of} kinds={kinds} /></section>
  return (
    <Notice kind="warning" title={t('fleet.block', { zone: of.place || t('fleet.unknown-place'), count: of.rows.length })}>
      <p>{t('fleet.block-what')} {t('fleet.since')} <When at={of.since} /></p>
      <details><summary>{t('fleet.block-devices', { count: of.rows.length })}</summary><Rows of={of} kinds={kinds} /></details>
    </Notice>
  )
}

const title = (of: Group<Silence>): string => t('fleet.place-count', { place: of.place || t('fleet.unknown-place'), count: of.rows.length })

function Rows({ of, kinds }: Placed): VNode {
  return (
    <Table caption={title(of)} rows={of.rows} id={one => one.device_id} columns={[
      { title: t('fleet.device'), cell: one => <><a href={within(`/ops/devices/${one.device_id}`)}>{one.name ?? one.device_id}</a> <span class="meta">{one.device_id}</span></> },
      { title: t('fleet.kind'), cell: one => kindName(one.kind, kinds) },
      { title: t('fleet.last-sign'), cell: one => <><When at={one.since} /> <span class="meta">{ago(one.since, Date.now(), how())}</span></> },
      { title: t('fleet.zone'), cell: one => one.zone ?? '—' },
    ]} />
  )
}
