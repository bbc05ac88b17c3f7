// The hazards behind a figure, each with its way to the readings that found it.

import type { VNode } from 'preact'
import { money } from '../../../lib/amount.ts'
import { api, got } from '../../../lib/api.ts'
import { span } from '../../../lib/fmt.ts'
import { how, t } from '../../../lib/i18n.ts'
import type { Params } from '../../../lib/router.ts'
import { Button, Load, Page, Table, Tag, When } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { whole } from '../types.ts'
import { within } from '../watcher.tsx'
import { coded, said } from '../words.ts'

const SECOND = 1000

export default function Screen({ params }: { params: Params }): VNode {
  const path = { figure_id: params.id ?? '' }
  const all = usePaged(after => whole(got(api.GET('/v1/facilities/figures/{figure_id}/hazards', { params: { path, query: { after } } }))), [params.id])
  return (
    <Page title={t('ops.behind')} back={within('/ops/learned')} wide>
      <p>{t('ops.behind-what')}</p>
      <Load of={all} isEmpty={rows => !rows.length} empty={<p>{t('ops.behind-none')}</p>}>
        {rows => (
          <Table caption={t('ops.hazards-count', { count: rows.length })} rows={rows} id={one => one.hazard_id} columns={[
            { title: t('ops.hazard'), cell: one => <><a href={within(`/ops/hazards/${one.hazard_id}`)}>{coded('category', one.category)}</a> <span class="meta">{one.number}</span></> },
            { title: t('ops.sources'), cell: one => <>{said('found', one.found_by)} <span class="meta"><When at={one.found_at} /></span></> },
            { title: t('ops.readings'), cell: one => (one.asset_id ? <a href={within(`/ops/assets/${one.asset_id}`)}>{t('ops.readings-of', { id: one.asset_id })}</a> : '—') },
            { title: t('ops.maker'), cell: one => one.maker ?? '—' },
            { title: t('ops.spent'), end: true, cell: one => (one.spent.whole === undefined ? '—' : span(one.spent.whole * SECOND, how())) },
            { title: t('ops.cost'), end: true, cell: one => (one.cost === null ? '—' : money(one.cost)) },
            { title: t('ops.found'), cell: one => <>{one.rejected ? <Tag>{said('state', 'rejected')}</Tag> : <Tag kind="ok">{said('state', 'closed')}</Tag>}{one.late && <> <Tag kind="error">{t('ops.overdue')}</Tag></>}{one.repeat && <> <Tag kind="warning">{t('ops.repeat')}</Tag></>}</> },
          ]} />
        )}
      </Load>
      {all.further && <p><Button onClick={all.further}>{t('ops.show-more')}</Button></p>}
    </Page>
  )
}
