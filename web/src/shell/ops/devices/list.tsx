// 设备: the devices of a community.

import './devices.css'
import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { Button, Load, Table, Tag } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { whole } from '../types.ts'
import { Post, within } from '../watcher.tsx'
import { coded } from '../words.ts'
import { partOf } from './frame.tsx'
import { stateTag } from './said.ts'

export default function Screen(): VNode {
  return <Post title={t('ops.devices')}>{community => <Devices community={community} />}</Post>
}

function Devices({ community }: { community: string }): VNode {
  const found = usePaged(after => whole(got(api.GET('/v1/devices', { params: { query: { community, after } } }))), [community])
  return (
    <Load of={found} isEmpty={rows => !rows.length} empty={<p>{t('device.none')}</p>}>
      {rows => (
        <>
          <Table caption={t('device.count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
            { title: t('device.one'), cell: one => <><a href={within(partOf(one.id, 'overview'))}>{one.name}</a> <span class="meta">{one.id}</span></> },
            { title: t('device.kind'), cell: one => coded('kind', one.kind) },
            { title: t('device.state'), cell: one => <Tag kind={stateTag(one.state)}>{t(`device.state.${one.state}`)}</Tag> },
          ]} />
          {found.further && <Button onClick={found.further}>{t('device.show-more')}</Button>}
        </>
      )}
    </Load>
  )
}
