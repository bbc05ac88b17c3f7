// A station: its latest hour with advice, what it measured, and its past as a curve, a table and a file.

import './environment.css'
import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { placeName } from '../../../lib/config.ts'
import { type Key, language, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { cited } from '../../../lib/noted.ts'
import { measure as written, number } from '../../../lib/quantities.ts'
import type { Params } from '../../../lib/router.ts'
import { type Column, Load, Page, Table, Tag } from '../../../ui/base.tsx'
import { Past } from './past.tsx'
import { limitOf, Now, Reference, spanned } from './said.tsx'
import { exceeded } from './told.ts'
import { type Measure, type Station, type Value, whole } from './types.ts'
import { Warnings } from './warned.tsx'

const OFTEN = 300 // seconds

export default function One({ params }: { params: Params }): VNode {
  const path = { station_id: params.id ?? '' }
  const found = useLoad(() => whole(got(api.GET('/v1/environment/stations/{station_id}', { params: { path } }))), [path.station_id], OFTEN)
  return (
    <Page title={found.data?.name ?? t('env.station')} back="/env">
      <Load of={found}>{one => <Told of={one} />}</Load>
    </Page>
  )
}

function Told({ of }: { of: Station }): VNode {
  return (
    <>
      {of.state === 'retired' && <p><Tag kind="warning">{t('env.retired')}</Tag></p>}
      <Warnings place={of.community} station={of.id} />
      <p class="lead now"><Now of={of} /></p>
      {of.latest && <p class="meta">{spanned(of.latest)}</p>}
      {of.reference && <p><Reference of={of} /> {t('env.reference-why')}</p>}
      {of.advice && <Advice of={of.advice} hour={of.latest} known={of.measures} />}
      {of.latest && <Hour of={of.latest} known={of.measures} />}
      <Unmeasured of={of} />
      <Past of={of} />
      <h2>{t('env.about')}</h2>
      <About of={of} />
    </>
  )
}

function Advice({ of, hour, known }: { of: NonNullable<Station['advice']>; hour: Value | null; known: readonly Measure[] }): VNode {
  const named = (id: string): string => known.find(one => one.id === id)?.[language.value] ?? id
  const [effect, said] = language.value === 'zh' ? [of.effect_zh, of.zh] : [of.effect_en, of.en]
  return (
    <section aria-labelledby="advice">
      <h2 id="advice">{t('env.advice')}</h2>
      <p>{effect}</p>
      <p><strong>{said}</strong></p>
      {!!hour?.air?.primary.length && <p>{t('env.primary', { names: hour.air.primary.map(named).join(t('form.between')) })}</p>}
      <p class="meta">{cited(of.article)}{!of.verified && ` (${t('env.unverified')})`}</p>
    </section>
  )
}

/** What was not measured says so, and is not left out. */
function Hour({ of, known }: { of: Value; known: readonly Measure[] }): VNode | null {
  const rows = known.filter(one => one.id in of.means)
  if (!rows.length) return null
  const columns: Column<Measure>[] = [
    { title: t('env.what'), cell: row => row[language.value] },
    { title: t('env.value'), cell: row => <>{of.means[row.id] == null ? t('env.not-known') : written(of.means[row.id], row.unit, row.digits)} {exceeded(of, row.id) && <Tag kind="error">{t('env.over')}</Tag>}</> },
  ]
  const held = { title: t('env.limit'), cell: (row: Measure) => row.limits.map(one => limitOf(one, row.unit)).join(t('form.between')) || '–' }
  const limited = rows.some(row => row.limits.length)
  return <Table rows={rows} caption={t('env.measured', { when: spanned(of) })} id={row => row.id} columns={limited ? [...columns, held] : columns} />
}

/** Of water: what else it is held to but nobody measured, and what keeps a suspicion. */
export function Unmeasured({ of }: { of: Station }): VNode | null {
  const { kind, latest, measures, doubted } = of
  if (kind !== 'water' || !latest) return null
  const named = (ids: readonly string[]): string => measures.filter(one => ids.includes(one.id)).map(one => one[language.value]).join(t('form.between'))
  return (
    <>
      {doubted.length > 0 && <p><strong>{t('env.doubted', { names: named(doubted) })}</strong></p>}
      {of.unmeasured.length > 0 && <p class="meta">{t('env.unmeasured', { names: named(of.unmeasured) })}</p>}
    </>
  )
}

function About({ of }: { of: Station }): VNode {
  const { articles } = of.latest ?? { articles: [] }
  return (
    <dl class="facts">
      <dt>{t('env.what-kind')}</dt><dd>{t(`env.kind.${of.kind}` as Key)}{of.water && ` · ${t(`env.water.${of.water}` as Key)}`}</dd>
      <dt>{t('env.address')}</dt><dd>{of.address} · {placeName(of.community, language.value)}</dd>
      {of.zone && <><dt>{t('env.zone')}</dt><dd>{t('env.zone-of', { zone: of.zone })}</dd></>}
      {of.target && <><dt>{t('env.target')}</dt><dd>{number(of.target)}</dd></>}
      <dt>{t('env.controlled')}</dt><dd>{t(of.controlled ? 'env.by-state' : 'env.not-by-state')}</dd>
      <dt>{t('env.id')}</dt><dd>{of.id}</dd>
      {articles.length > 0 && <><dt>{t('env.articles')}</dt><dd>{articles.map(cited).join(t('form.between'))}</dd></>}
    </dl>
  )
}
