// 批次与领证: whose manifests the city believes, and the batches that they signed.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../../lib/api.ts'
import { placeName } from '../../../../lib/config.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { number } from '../../../../lib/quantities.ts'
import { Button, Load, Table, When } from '../../../../ui/base.tsx'
import { usePaged } from '../../pages.ts'
import { type Gives, whole } from '../../types.ts'
import { within } from '../../watcher.tsx'
import { kindName, useKinds } from '../ask.ts'
import type { Kind } from '../types.ts'
import { listed } from '../../words.ts'
import { Fleet } from './frame.tsx'
import { Makers } from './makers.tsx'
import { Upload } from './upload.tsx'

export type Batch = Gives<'/v1/devices/batches'>['items'][number]

export default function Screen(): VNode {
  return <Fleet at="batches">{community => <Both community={community} />}</Fleet>
}

function Both({ community }: { community: string }): VNode {
  const [turn, next] = useState(0)
  return (
    <>
      <section aria-labelledby="batches">
        <h2 id="batches">{t('fleet.batches-known')}</h2>
        <Batches turn={turn} community={community} />
        <details><summary>{t('fleet.upload')}</summary><Upload community={community} again={() => next(turn + 1)} /></details>
      </section>
      <Makers />
    </>
  )
}

function Batches({ turn, community }: { turn: number; community: string }): VNode {
  const kinds = useKinds(community).data
  const found = usePaged(after => whole(got(api.GET('/v1/devices/batches', { params: { query: { after } } }))), [turn])
  return (
    <Load of={found} isEmpty={rows => !rows.length} empty={<p>{t('fleet.no-batches')}</p>}>
      {rows => (
        <>
          <Table caption={t('fleet.batches-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
            { title: t('fleet.batch'), cell: one => <a href={within(`/ops/devices/batches/${one.id}`)}>{one.id}</a> },
            { title: t('fleet.contents'), cell: one => contents(one, kinds) },
            { title: t('fleet.hourly'), end: true, cell: one => number(one.hourly) },
            { title: t('ops.community'), cell: one => placeName(one.community, language.value) },
            { title: t('fleet.issued'), cell: one => one.issued },
            { title: t('fleet.added-at'), cell: one => <When at={one.added_at} /> },
          ]} />
          {found.further && <Button onClick={found.further}>{t('fleet.show-more')}</Button>}
        </>
      )}
    </Load>
  )
}

export const contents = (of: Batch, kinds: readonly Kind[] | undefined): string =>
  listed(Object.entries(of.kinds).map(([kind, count]) => `${kindName(kind, kinds)} ${number(count)}`))
