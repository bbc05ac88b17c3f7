// One case: what was exceeded, by which article, from when to when, what people do about it, and what
// late data changed.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { cited } from '../../../../lib/noted.ts'
import type { Params } from '../../../../lib/router.ts'
import { Load, Page, Table, Tag, When } from '../../../../ui/base.tsx'
import { whole } from '../../types.ts'
import { within } from '../../watcher.tsx'
import { listed, measured } from '../../words.ts'
import { Raised } from '../seen/handled.tsx'
import type { Case, Measuring } from '../types.ts'
import { Acts } from './acts.tsx'
import { Done } from './done.tsx'
import { Standing, valued } from './said.tsx'

const OFTEN = 60 // seconds: hours are computed five minutes after their end, water by the moment

export default function Screen({ params }: { params: Params }): VNode {
  const path = { case_id: params.id ?? '' }
  const found = useLoad(() => whole(got(api.GET('/v1/environment/cases/{case_id}', { params: { path } }))), [params.id], OFTEN)
  return (
    <Page title={found.data ? t('case.title', { measure: measured(found.data.measure) }) : t('case.one')} back={within('/ops/cases')} wide>
      <Load of={found}>{one => <Told of={one} again={found.reload} />}</Load>
    </Page>
  )
}

function Told({ of, again }: { of: Case; again: () => Promise<void> }): VNode {
  const path = { station_id: of.station_id }
  const station = useLoad(() => whole(got(api.GET('/v1/environment/stations/{station_id}', { params: { path } }))), [of.station_id]).data
  return (
    <>
      <section class="stand" aria-label={t('case.state')}>
        <p><Standing of={of} /></p>
        <p><a href={`/env/${of.station_id}`}>{station?.name ?? of.station_id}</a>{station && ` · ${station.address}`}</p>
        <Raised id={of.id} community={of.community} stages={of.closed_at ? ['closed', 'open'] : ['open', 'closed']} none={t(of.raises === 'incident' ? 'sight.incident-elsewhere' : 'sight.no-incident')} />
      </section>
      <Facts of={of} station={station} />
      <Acts of={of} again={again} />
      <Done of={of} />
      <Corrections of={of} station={station} />
    </>
  )
}

function Facts({ of, station }: { of: Case; station: Measuring | undefined }): VNode {
  const known = station?.measures ?? []
  const named = (id: string): string => known.find(one => one.id === id)?.[language.value] ?? id
  return (
    <dl class="facts">
      <dt>{measured(of.measure)}</dt><dd><strong>{valued(of, of.value, known)}</strong>{of.reference && <> <Tag>{t('case.reference')}</Tag></>}</dd>
      <dt>{t(of.value < of.limit ? 'case.least' : 'case.most')}</dt><dd>{of.period && `${t(`case.${of.period}`)} `}{valued(of, of.limit, known)} <span class="meta">{cited(of.article)}{!of.verified && ` (${t('case.unverified')})`}</span></dd>
      {of.primary.length > 0 && <><dt>{t('case.primary')}</dt><dd>{listed(of.primary.map(named))}</dd></>}
      <Moment word={t('case.since')} at={of.since} />
      <Moment word={t('case.seen')} at={of.seen} />
      <Moment word={t('case.sample-since')} at={of.sample_since} />
      <Moment word={t('case.cleared')} at={of.cleared_at} />
      <Moment word={t('case.closed')} at={of.closed_at} />
      <Moment word={t('case.withdrawn-at')} at={of.withdrawn_at} />
    </dl>
  )
}

const Moment = ({ word, at }: { word: string; at: string | null }): VNode | null => at ? <><dt>{word}</dt><dd><When at={at} /></dd></> : null

/** The latest first: what was published of an hour, and what it came to with all that arrived. */
function Corrections({ of, station }: { of: Case; station: Measuring | undefined }): VNode | null {
  if (!of.corrections.length) return null
  const say = (value: number | null): string => valued(of, value, station?.measures)
  return (
    <section aria-labelledby="corrections">
      <h2 id="corrections">{t('case.corrections')}</h2>
      <p class="meta">{t('case.corrections-what')}</p>
      <Table caption={t('case.corrections-count', { count: of.corrections.length })} rows={[...of.corrections].reverse()} id={one => `${one.hour} ${one.at}`} columns={[
        { title: t('case.hour'), cell: one => <When at={one.hour} /> },
        { title: t('case.was'), end: true, cell: one => say(one.was) },
        { title: t('case.is'), end: true, cell: one => say(one.value) },
        { title: t('case.corrected'), cell: one => <When at={one.at} /> },
      ]} />
    </section>
  )
}
