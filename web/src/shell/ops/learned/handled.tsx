// What a month says of incidents: how many ended, in time or not, again, and how long steps took.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { span } from '../../../lib/fmt.ts'
import { how, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { number } from '../../../lib/quantities.ts'
import { query } from '../../../lib/router.ts'
import { Button, Load, Table, Tag, When } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { type Gives, whole } from '../types.ts'
import { within } from '../watcher.tsx'
import { coded } from '../words.ts'

type Figures = Gives<'/v1/incidents/figures'>
type Of = { community: string; month: string }
const WHICH = ['closed', 'overdue', 'repeats'] as const
const MINUTE = 60_000

export function Handled({ community, month }: Of): VNode {
  const found = useLoad(() => whole(got(api.GET('/v1/incidents/figures', { params: { query: { community, month } } }))), [community, month])
  return (
    <section aria-labelledby="of-incidents">
      <h2 id="of-incidents">{t('ops.learned-incidents')}</h2>
      <Load of={found} isEmpty={one => !one.closed} empty={<p>{t('ops.learned-no-incidents')}</p>}>
        {one => <><Numbers of={one} month={month} /><Steps of={one} /><Cases community={community} month={month} /></>}
      </Load>
    </section>
  )
}

const linked = (name: string, month: string): string => {
  const to = within('/ops/learned')
  return `${to}${to.includes('?') ? '&' : '?'}month=${month}&cases=${name}`
}

function Numbers({ of, month }: { of: Figures; month: string }): VNode {
  const counts = Object.entries(of.by_category).sort(([, one], [, other]) => other - one)
  return (
    <>
      <dl class="tiles">
        {WHICH.map(name => <div key={name}><dt>{t(`ops.cases-${name}`)}</dt><dd><a href={linked(name, month)}>{number(of[name])}</a></dd></div>)}
        {Object.entries(of.by_priority).sort().map(([name, count]) => <div key={name}><dt>{name}</dt><dd>{number(count)}</dd></div>)}
      </dl>
      <p class="meta">{counts.map(([name, count]) => `${coded('category', name)} ${count}`).join(' · ')}</p>
    </>
  )
}

function Steps({ of }: { of: Figures }): VNode | null {
  const rows = Object.entries(of.steps)
  if (!rows.length) return null
  return (
    <Table caption={t('ops.step-medians')} rows={rows} id={([name]) => name} columns={[
      { title: t('ops.step-of'), cell: ([name]) => coded('ops.step-act', name) },
      { title: t('ops.cases'), end: true, cell: ([, one]) => number(one.cases) },
      { title: t('ops.median'), end: true, cell: ([, one]) => (one.median_minutes === null ? '—' : span(one.median_minutes * MINUTE, how())) },
    ]} />
  )
}

/** Of the number that was pressed; a page of them may be empty though more follow. */
function Cases({ community, month }: Of): VNode | null {
  const figure = WHICH.find(one => one === query.value.get('cases'))
  const all = usePaged(async after => (figure
    ? whole(got(api.GET('/v1/incidents/figures/cases', { params: { query: { community, month, figure, after } } })))
    : { items: [], next: null }), [community, month, figure])
  if (!figure) return null
  return (
    <>
      <Load of={all} quiet isEmpty={rows => !rows.length && !all.further} empty={<p class="meta">{t('ops.none-such')}</p>}>
        {rows => (
          <Table caption={t('ops.cases-of', { what: t(`ops.cases-${figure}`) })} rows={rows} id={one => one.id} columns={[
            { title: t('ops.closed-at'), cell: one => <a href={`/ops/e/${one.id}/replay`}><When at={one.closed_at} /></a> },
            { title: t('ops.what'), cell: one => <>{coded('category', one.category)} <span class="meta">{one.subject}</span></> },
            { title: t('ops.priority'), cell: one => one.priority },
            { title: t('ops.found'), cell: one => <>{one.overdue && <Tag kind="error">{t('ops.overdue')}</Tag>} {one.repeats > 0 && <Tag kind="warning">{t('ops.again', { count: one.repeats })}</Tag>}</> },
          ]} />
        )}
      </Load>
      {all.further && <p><Button onClick={all.further}>{t('ops.show-more')}</Button></p>}
    </>
  )
}
