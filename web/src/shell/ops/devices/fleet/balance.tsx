// 收支核对: what devices say they sent in an hour, and what of it is stored; what is short first.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../../lib/api.ts'
import { clock, moment } from '../../../../lib/fmt.ts'
import { how, t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { number } from '../../../../lib/quantities.ts'
import { filter, query } from '../../../../lib/router.ts'
import { Button, type Column, Load, Table, Tag, When } from '../../../../ui/base.tsx'
import { type Paged, usePaged } from '../../pages.ts'
import { type Gives, whole } from '../../types.ts'
import { useWatcher } from '../../watcher.tsx'
import { Fleet } from './frame.tsx'
import { hourOf, hours, later, latest, spelled } from './hours.ts'
import { Losses } from './losses.tsx'
import { Thing } from './thing.tsx'
import { type Missing, Unreported } from './unreported.tsx'

type Balance = Gives<'/v1/devices/balances'>['items'][number]
const PAGE = 50
const SKEWED = 60 // seconds, from which a clock is worth a word

export default function Screen(): VNode {
  const { roles } = useWatcher()
  return (
    <Fleet at="balance">
      {community => <><Hour community={community} />{roles.includes('city_operator') && <Losses />}</>}
    </Fleet>
  )
}

function Hour({ community }: { community: string }): VNode {
  const now = Date.now()
  const hour = hourOf(query.value.get('hour'), now)
  const all = query.value.get('all') === '1'
  const [unreported, tell] = useState<Missing>()
  const found = usePaged(after => gathered({ community, hour: spelled(hour), short: !all }, after, tell), [community, hour, all])
  return (
    <section aria-labelledby="hour">
      {unreported && <Unreported of={unreported} />}
      <h2 id="hour">{t('fleet.hour-of', { from: moment(hour, now, how()), to: clock(hour + 3_600_000, how()) })}</h2>
      <div class="filters" role="search">
        <Button onClick={() => filter({ hour: later(hour, -1) })}>{t('fleet.earlier')}</Button>
        <label>{t('fleet.hour')}{' '}
          <select value={spelled(hour)} onChange={event => filter({ hour: event.currentTarget.value })}>
            {hours(hour, now).map(one => <option key={one} value={spelled(one)}>{moment(one, now, how())}</option>)}
          </select>
        </label>
        {hour < latest(now) && <Button onClick={() => filter({ hour: later(hour, 1) })}>{t('fleet.later')}</Button>}
        <label class="choice"><input type="checkbox" checked={!all} onChange={() => filter({ all: all ? null : '1' })} /> {t('fleet.short-only')}</label>
      </div>
      <Load of={found} isEmpty={rows => !rows.length} empty={<Calm community={community} hour={spelled(hour)} />}>
        {rows => (
          <>
            <Table caption={t(all ? 'fleet.reports-count' : 'fleet.short-count', { count: rows.length })} rows={worst(rows)} id={one => `${one.thing}${one.boot}-${one.first}`} columns={columns()} />
            {found.further && <Button onClick={found.further}>{t('fleet.show-more')}</Button>}
          </>
        )}
      </Load>
    </section>
  )
}

interface Asked {
  community: string
  hour: string
  short: boolean
}

const asked = (of: Asked, after: string) => whole(got(api.GET('/v1/devices/balances', { params: { query: { ...of, after } } })))

/** The API looks at so many rows at once: a page of what is short may be empty, and others follow. */
async function gathered(of: Asked, from: string, tell: (unreported: Missing) => void): Promise<Paged<Balance>> {
  const items: Balance[] = []
  for (let after: string | null = from; ; ) {
    const page: Awaited<ReturnType<typeof asked>> = await asked(of, after)
    if (page.unreported) tell(page.unreported)
    items.push(...page.items)
    after = page.next
    if (after === null || items.length >= PAGE) return { items, next: after }
  }
}

const worst = (rows: readonly Balance[]): Balance[] => [...rows].sort((one, other) => other.missing - one.missing)

/** Whether anybody reported at all: no report is no good news. */
function Calm({ community, hour }: { community: string; hour: string }): VNode {
  const found = useLoad(() => asked({ community, hour, short: false }, ''), [community, hour])
  return <Load of={found} quiet>{({ items }) => <p>{t(items.length ? 'fleet.all-balance' : 'fleet.none-reported')}</p>}</Load>
}

const columns = (): Column<Balance>[] => [
  { title: t('fleet.device'), cell: one => <><Thing of={one} /> <span class="meta">{t('fleet.boot', { boot: one.boot })}</span></> },
  { title: t('fleet.sent'), end: true, cell: one => number(one.sent) },
  { title: t('fleet.stored'), end: true, cell: one => number(one.stored) },
  { title: t('fleet.refused'), end: true, cell: one => number(one.refused) },
  { title: t('fleet.missing'), end: true, cell: one => <>{one.missing ? <Tag kind="error">{t('fleet.short-by', { count: number(one.missing) })}</Tag> : <Tag kind="ok">{t('fleet.balances')}</Tag>}<Numbers of={one} /></> },
  { title: t('fleet.reported'), cell: one => <><When at={one.heard_at} />{Math.abs(one.skew_seconds) >= SKEWED && <> <Tag kind="warning">{skewed(one.skew_seconds)}</Tag></>}</> },
]

const skewed = (by: number): string => t(by > 0 ? 'fleet.clock-behind' : 'fleet.clock-ahead', { seconds: number(Math.abs(by)) })

function Numbers({ of }: { of: Balance }): VNode | null {
  if (!of.numbers.length) return null
  const more = of.missing > of.numbers.length ? ' …' : ''
  return <details><summary>{t('fleet.numbers')}</summary><p class="meta">{of.numbers.join(', ')}{more}</p></details>
}
