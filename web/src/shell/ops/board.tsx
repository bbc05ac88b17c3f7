// 值守: the open incidents of a community, the next deadline first.

import type { VNode } from 'preact'
import { api, type Got, got } from '../../lib/api.ts'
import { known, placeName } from '../../lib/config.ts'
import { number } from '../../lib/fmt.ts'
import { useFollowed } from '../../lib/follow.ts'
import { language, t } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { filter, query } from '../../lib/router.ts'
import { Clock, type Column, Grade, Load, Page, Table, Tag, When, word } from '../../ui/base.tsx'

type Open = Got<'/v1/incidents'>
type Incident = Open['items'][number]
const MOST = 100

export function Board(): VNode {
  const me = useLoad(() => got(api.GET('/v1/accounts/me')))
  return (
    <Page title={t('ops.board')} wide>
      <Load of={me} quiet>{person => <Chosen communities={communitiesOf(person)} />}</Load>
    </Page>
  )
}

/** Those of the city that lie in a place of a membership, and places that are communities. */
function communitiesOf(me: Got<'/v1/accounts/me'>): string[] {
  const places = me.memberships.map(one => one.place)
  const reach = (place: string) => place.replace(/(000)+$/, '')
  const inside = known().communities.map(one => one.code).filter(code => places.some(p => code.startsWith(reach(p))))
  const own = places.filter(place => !/000$/.test(place)).map(place => place.slice(0, 12))
  return [...new Set([...own, ...inside])]
}

function Chosen({ communities }: { communities: string[] }): VNode {
  const wanted = query.value.get('community')
  const community = wanted ?? communities[0]
  if (!community) return <p>{t('ops.no-community')}</p>
  const all = communities.includes(community) ? communities : [community, ...communities]
  return (
    <>
      <label class="inline">{t('ops.community')}{' '}
        <select value={community} onChange={event => filter({ community: event.currentTarget.value })}>
          {all.map(code => <option key={code} value={code}>{placeName(code, language.value)}</option>)}
        </select>
      </label>
      <Incidents key={community} community={community} />
    </>
  )
}

function Incidents({ community }: { community: string }): VNode {
  const open = useFollowed(() => all(community), { community, features: ['incidents'] })
  return (
    <Load of={open} isEmpty={rows => !rows.length} empty={<p>{t('ops.none')}</p>}>
      {rows => <Table caption={t('ops.open', { count: rows.length })} rows={rows} columns={columns()} id={one => one.id} />}
    </Load>
  )
}

async function all(community: string): Promise<Incident[]> {
  const rows: Incident[] = []
  for (let after: string | null = ''; after !== null && rows.length < MOST; ) {
    const page: Open = await got(
      api.GET('/v1/incidents', { params: { query: { community, stage: 'open', after } } }),
    )
    rows.push(...page.items)
    after = page.next
  }
  return rows.sort((one, other) => due(one) - due(other))
}

const due = (one: Incident): number => (one.deadline ? Date.parse(one.deadline) : Number.MAX_SAFE_INTEGER)

const columns = (): Column<Incident>[] => [
  { title: t('ops.priority'), cell: one => <><Tag kind={one.priority === 'P1' ? 'error' : 'plain'}>{one.priority}</Tag> {one.grade && <Grade of={one.grade} brief />}</> },
  { title: t('ops.what'), cell: one => <><strong>{one.subject}</strong> {word('kind', one.kind)} · {word('measure', one.measure)} {number(one.value, 1)}</> },
  { title: t('ops.stage'), cell: one => <>{word('stage', one.stage)}{one.stuck && <> <Tag kind="warning">{t('ops.stuck')}</Tag></>}{one.overdue && <> <Tag kind="error">{t('ops.overdue')}</Tag></>}</> },
  { title: t('ops.deadline'), cell: one => <Clock until={one.deadline} /> },
  { title: t('ops.assignee'), cell: one => one.assignee ?? t('ops.nobody') },
  { title: t('ops.since'), cell: one => <When at={one.raised_at} /> },
]
