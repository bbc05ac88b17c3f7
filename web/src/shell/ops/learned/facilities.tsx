// What the hazards that ended in a month say of kinds, makers and assets.

import type { VNode } from 'preact'
import { money } from '../../../lib/amount.ts'
import { api, got } from '../../../lib/api.ts'
import { span } from '../../../lib/fmt.ts'
import { how, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { number } from '../../../lib/quantities.ts'
import { Load, Table } from '../../../ui/base.tsx'
import { upTo } from '../pages.ts'
import { type Gives, whole } from '../types.ts'
import { within } from '../watcher.tsx'
import { coded } from '../words.ts'
import type { By } from './screen.tsx'

type Figures = Gives<'/v1/facilities/figures'>
type Figure = Figures['items'][number]
const MOST = 100
const SECOND = 1000

export function Facilities({ community, month, by }: { community: string; month: string; by: By }): VNode {
  const all = useLoad(async () => {
    let sum: Figures['whole'] = null
    const { rows, more } = await upTo(MOST, async after => {
      const page = await whole(got(api.GET('/v1/facilities/figures', { params: { query: { community, month, by, after } } })))
      sum = page.whole
      return page
    })
    return { rows: [...(sum ? [sum as Figure] : []), ...rows], more }
  }, [community, month, by])
  return (
    <Load of={all} isEmpty={({ rows }) => !rows.length} empty={<p>{t('ops.learned-none')}</p>}>
      {({ rows, more }) => (
        <>
          <Table caption={t('ops.learned-caption', { month })} rows={rows} id={one => one.id} columns={[
            { title: t(`ops.by-${by}`), cell: one => named(one) },
            { title: t('ops.hazards'), end: true, cell: one => <a href={within(`/ops/learned/${one.id}`)} aria-label={t('ops.behind-of', { what: nameOf(one), count: one.hazards })}>{number(one.hazards)}</a> },
            { title: t('ops.rejected'), end: true, cell: one => number(one.rejected) },
            { title: t('ops.between'), end: true, cell: one => took(one.between) },
            { title: t('ops.repeats'), end: true, cell: one => <>{number(one.repeats)} {share(one.repeat_share)}</> },
            { title: t('ops.late'), end: true, cell: one => <>{number(one.late)} {share(one.late_share)}</> },
            { title: t('ops.spent'), end: true, cell: one => took(one.spent.whole) },
            { title: t('ops.cost'), end: true, cell: one => money(one.cost) },
            { title: t('ops.mean-cost'), end: true, cell: one => (one.mean_cost === null ? '—' : money(one.mean_cost)) },
          ]} />
          {more && <p class="meta">{t('ops.more-than-rows', { most: MOST })}</p>}
          <p class="meta">{t('ops.learned-note')}</p>
        </>
      )}
    </Load>
  )
}

const nameOf = (one: Figure): string => (one.by === 'all' ? t('ops.learned-all') : one.by === 'kind' ? coded('kind', one.value) : one.value)
const named = (one: Figure) =>
  one.by === 'all' ? <strong>{nameOf(one)}</strong> : one.by === 'asset' ? <a href={within(`/ops/assets/${one.value}`)}>{one.value}</a> : nameOf(one)
const share = (of: number | null) => of !== null && <span class="meta">{number(of * 100, 1)}%</span>
const took = (of: { n: number; mean_seconds: number | null } | undefined) => (of?.mean_seconds == null ? '—' : span(of.mean_seconds * SECOND, how()))
