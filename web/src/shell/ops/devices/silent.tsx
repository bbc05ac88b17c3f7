// Those devices of a community that are silent, of a kind or of all.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { Button, Load, Table, Tag, When } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { within } from '../watcher.tsx'
import { kindName, silences } from './ask.ts'
import { partOf } from './frame.tsx'
import type { Kind } from './types.ts'

interface Wanted {
  community: string
  kind: string | null
  kinds: readonly Kind[] | undefined
}

export function Silent({ community, kind, kinds }: Wanted): VNode {
  const found = usePaged(after => silences(community, kind, after), [community, kind])
  return (
    <Load of={found} isEmpty={rows => !rows.length && !found.further} empty={<p>{t('device.none-silent')}</p>}>
      {rows => (
        <>
          <Table caption={t('device.silent-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
            { title: t('device.one'), cell: one => <><a href={within(partOf(one.device_id, 'overview'))}>{one.name ?? one.device_id}</a> {one.name && <span class="meta">{one.device_id}</span>}</> },
            { title: t('device.kind'), cell: one => kindName(one.kind, kinds) },
            { title: t('device.where'), cell: one => [one.building, one.zone].filter(Boolean).join(' · ') },
            { title: t('device.last-sign'), cell: one => <When at={one.since} /> },
            { title: t('device.with'), cell: one => (one.block ? <Tag kind="warning">{t('device.with-block')}</Tag> : t('device.alone')) },
          ]} />
          {found.further && <Button onClick={found.further}>{t('device.show-more')}</Button>}
        </>
      )}
    </Load>
  )
}
