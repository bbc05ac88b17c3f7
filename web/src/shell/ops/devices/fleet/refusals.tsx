// 领证被拒: units that asked for a certificate and got none, why, and what to do about it.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { placeName } from '../../../../lib/config.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { number } from '../../../../lib/quantities.ts'
import { Button, Load, Table, Tag, When } from '../../../../ui/base.tsx'
import { usePaged } from '../../pages.ts'
import { type Gives, whole } from '../../types.ts'
import { within } from '../../watcher.tsx'
import { Fleet } from './frame.tsx'

type Refusal = Gives<'/v1/devices/refusals'>['items'][number]
const UNKNOWN = 'unknown' // the batch of who has no claim certificate of ours

export default function Screen(): VNode {
  return <Fleet at="refusals">{() => <Refusals />}</Fleet>
}

function Refusals(): VNode {
  const found = usePaged(after => whole(got(api.GET('/v1/devices/refusals', { params: { query: { after } } }))), [])
  return (
    <>
      <Load of={found} isEmpty={rows => !rows.length} empty={<p>{t('fleet.none-refused')}</p>}>
        {rows => (
          <>
            <Table caption={t('fleet.refusals-count', { count: rows.length })} rows={rows} id={one => `${one.batch}${one.serial}${one.why}${one.first_at}`} columns={[
              { title: t('fleet.last-asked'), cell: one => <When at={one.last_at} /> },
              { title: t('fleet.serial'), cell: one => <><code>{one.serial || '—'}</code>{one.device_id && <> <a href={within(`/ops/devices/${one.device_id}`)}>{one.device_id}</a></>}</> },
              { title: t('fleet.why'), cell: one => <><strong>{t(`fleet.why.${one.why}`)}</strong> <span class="meta">{t(`fleet.then.${one.why}`)}</span></> },
              { title: t('fleet.times'), end: true, cell: one => (one.times > 1 ? <Tag kind="warning">{number(one.times)}</Tag> : 1) },
              { title: t('fleet.batch'), cell: one => <OfBatch of={one} /> },
              { title: t('ops.community'), cell: one => (one.community ? placeName(one.community, language.value) : '—') },
            ]} />
            {found.further && <Button onClick={found.further}>{t('fleet.show-more')}</Button>}
          </>
        )}
      </Load>
      <p class="meta">{t('fleet.refusals-unread')} <a href="/ops/unread">{t('ops.unread')}</a></p>
    </>
  )
}

const OfBatch = ({ of }: { of: Refusal }): VNode =>
  of.batch === UNKNOWN ? <>{t('fleet.no-batch')}</> : <a href={within(`/ops/devices/batches/${of.batch}`)}>{of.batch}</a>
