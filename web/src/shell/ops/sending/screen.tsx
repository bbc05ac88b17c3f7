// How messages go out: what each supplier delivers just now, and what is sent to many.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { language, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { number } from '../../../lib/quantities.ts'
import { Load, Table, Tag, When } from '../../../ui/base.tsx'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { said } from '../words.ts'

const OFTEN = 10 // seconds

export default function Screen(): VNode {
  const { roles } = useWatcher()
  return (
    <Post title={t('ops.suppliers')} back="/ops/more">
      {community => <>{roles.includes('city_operator') && <Suppliers />}<Bulks community={community} /></>}
    </Post>
  )
}

function Suppliers(): VNode {
  const all = useLoad(() => whole(got(api.GET('/v1/notify/suppliers'))), [], OFTEN)
  return (
    <Load of={all} isEmpty={({ items }) => !items.length} empty={<p class="meta">{t('ops.no-suppliers')}</p>}>
      {({ items }) => (
        <Table caption={t('ops.suppliers-now')} rows={items} id={one => one.channel + one.name} columns={[
          { title: t('ops.channel'), cell: one => said('sent-by', one.channel) },
          { title: t('ops.supplier'), cell: one => one.name },
          { title: t('ops.share'), end: true, cell: one => <>{one.share}%{one.share < one.resting && <> <Tag kind="warning">{t('ops.less-than', { share: one.resting })}</Tag></>}</> },
          { title: t('ops.sent'), end: true, cell: one => number(one.sent) },
          { title: t('ops.slow'), end: true, cell: one => number(one.slow) },
          { title: t('ops.failed'), end: true, cell: one => number(one.failed) },
          { title: t('ops.in-flight'), end: true, cell: one => number(one.in_flight) },
          { title: t('ops.unknown'), end: true, cell: one => number(one.unknown) },
        ]} />
      )}
    </Load>
  )
}

function Bulks({ community }: { community: string }): VNode {
  const all = useLoad(() => whole(got(api.GET('/v1/notify/bulks', { params: { query: { place: community } } }))), [community], OFTEN)
  return (
    <>
      <h2>{t('ops.bulks')}</h2>
      <p><a class="button" href={within('/ops/suppliers/new')}>{t('ops.new-bulk')}</a></p>
      <Load of={all} isEmpty={({ items }) => !items.length} empty={<p class="meta">{t('ops.no-bulks')}</p>}>
        {({ items }) => (
          <Table caption={t('ops.last-bulks')} rows={items} id={one => one.id} columns={[
            { title: t('ops.since'), cell: one => <When at={one.created_at} /> },
            { title: t('ops.message'), cell: one => <a href={within(`/ops/suppliers/${one.id}`)}>{one.texts[language.value].slice(0, 60)}</a> },
            { title: t('ops.channel'), cell: one => `${said('sent-by', one.channel)} ${one.urgency}` },
            { title: t('ops.stage'), cell: one => said('bulk', one.stage) },
            { title: t('ops.recipients'), end: true, cell: one => number(one.preview.recipients) },
          ]} />
        )}
      </Load>
    </>
  )
}
