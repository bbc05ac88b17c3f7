// One asset: what it is, what it measures, what is wrong, and all that ever happened to it.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { date } from '../../../lib/fmt.ts'
import { how, learning, t } from '../../../lib/i18n.ts'
import { lazy } from '../../../lib/lazy.ts'
import { useLoad } from '../../../lib/load.ts'
import { useNewest } from '../../../lib/newest.ts'
import { cited } from '../../../lib/noted.ts'
import type { Params } from '../../../lib/router.ts'
import { Load, Page, Tag, When } from '../../../ui/base.tsx'
import { Curves } from '../curved.tsx'
import { curves } from '../curves.ts'
import { drawn } from '../past.ts'
import { type AssetNow, whole } from '../types.ts'
import { Upkeep } from '../upkeep/asset.tsx'
import { useWatcher, within } from '../watcher.tsx'
import { coded, listed, measured, said } from '../words.ts'
import { Orders } from './orders.tsx'
import { Past } from './past.tsx'
import { keeps } from './may.ts'
import { Label, Standing } from './standing.tsx'

const Revise = lazy<Kept>(() => learning('parts', import('./entering/revise.tsx')))

const OFTEN = 15 // seconds
const SHOWN = 24 * 3_600_000 // ms of what it measured
type Kept = { of: AssetNow; again: () => unknown }

export default function Screen({ params }: { params: Params }): VNode {
  const path = { asset_id: params.id ?? '' }
  const found = useLoad(() => whole(got(api.GET('/v1/facilities/assets/{asset_id}', { params: { path } }))), [params.id], OFTEN)
  return (
    <Page title={found.data ? `${coded('kind', found.data.kind)} ${found.data.name}` : t('ops.asset')} back={within('/ops/assets')} wide>
      <Load of={found}>
        {one => (
          <>
            <div class="columns">
              <div><About of={one} again={found.reload} /><Standing of={one} again={found.reload} /><Label id={one.id} /></div>
              <div><Wrong of={one} /><Orders of={one} /><Measures of={one} /></div>
              <div><Past id={one.id} version={one.version} /></div>
            </div>
            <Upkeep of={one} />
          </>
        )}
      </Load>
    </Page>
  )
}

function About({ of, again }: Kept): VNode {
  const { roles } = useWatcher()
  const dates = [['made', of.made], ['installed', of.installed], ['inspection_due', of.inspection_due], ['end_of_life', of.end_of_life]] as const
  const words = [['address', of.address], ['building', of.building], ['zone', of.zone], ['maker', of.maker], ['model', of.model], ['serial', of.serial], ['part', of.part]] as const
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('ops.about')}</h2>
      <dl class="facts">
        <dt>{t('ops.number')}</dt><dd>{of.id}</dd>
        <dt>{t('ops.state-of')}</dt><dd><Tag kind={of.state === 'in_use' ? 'ok' : 'warning'}>{said('asset', of.state)}</Tag> {of.reason}</dd>
        {words.map(([name, value]) => value && <><dt key={name}>{t(`ops.asset.${name}`)}</dt><dd>{value}</dd></>)}
        {dates.map(([name, value]) => value && <><dt key={name}>{t(`ops.asset.${name}`)}</dt><dd>{date(value, how())}</dd></>)}
        {of.parent && <><dt>{t('ops.asset.parent')}</dt><dd><a href={within(`/ops/assets/${of.parent}`)}>{of.parent}</a></dd></>}
        {of.links.length > 0 && <><dt>{t('ops.asset.links')}</dt><dd>{of.links.map(one => <span key={one}><a href={within(`/ops/assets/${one}`)}>{one}</a> </span>)}</dd></>}
        {of.grid && <><dt>{t('ops.asset.grid')}</dt><dd>{of.grid}</dd></>}
        {of.certified.length > 0 && <><dt>{t('ops.asset.certified')}</dt><dd>{listed(of.certified.map(one => coded('command', one)))}</dd></>}
      </dl>
      {keeps(roles) && of.state !== 'retired' && <details><summary>{t('ops.asset-revise')}</summary><Revise of={of} again={again} /></details>}
    </section>
  )
}

function Wrong({ of }: { of: AssetNow }): VNode {
  const all = Object.entries(of.hazards)
  return (
    <section aria-labelledby="wrong">
      <h2 id="wrong">{t('ops.wrong')}</h2>
      {!all.length && <p class="meta">{t('ops.nothing-wrong')}</p>}
      <ul class="bare">
        {all.map(([name, one]) => (
          <li key={name}>
            {one.drill && `${t('ops.drill')} `}<strong>{measured(name)} {one.value}</strong> <Tag kind={one.priority === 'P1' ? 'error' : 'warning'}>{one.priority}</Tag>{' '}
            <When at={one.since} />{one.cleared_at && <Tag kind="ok">{t('ops.is-normal')}</Tag>}
            <p class="meta">{cited(one.article)} {one.limit_id}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Measures({ of }: { of: AssetNow }): VNode {
  const known = useNewest(async () => {
    const path = { asset_id: of.id }
    const [history, limits] = await Promise.all([
      whole(got(api.GET('/v1/facilities/assets/{asset_id}/history', { params: { path, query: {} } }))),
      whole(got(api.GET('/v1/facilities/limits', { params: { query: { community: of.community } } }))),
    ])
    return drawn(of.id, curves(of, history.items, limits.items), Date.now() - SHOWN, null)
  }, [of.id], `${of.version}${JSON.stringify(of.latest)}`)
  return (
    <section aria-labelledby="readings">
      <h2 id="readings">{t('ops.readings')}</h2>
      <Load of={known} quiet isEmpty={all => !all.length} empty={<p class="meta">{t('ops.no-readings')}</p>}>
        {all => <Curves of={all} />}
      </Load>
    </section>
  )
}
