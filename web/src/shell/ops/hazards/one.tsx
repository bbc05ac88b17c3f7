// One hazard of the ledger: what was said of it, and what is to be done next.

import type { VNode } from 'preact'
import { money } from '../../../lib/amount.ts'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { noted } from '../../../lib/noted.ts'
import type { Params } from '../../../lib/router.ts'
import { Clock, Load, Notice, Page, Tag, Timeline, When } from '../../../ui/base.tsx'
import { type Hazard, whole } from '../types.ts'
import { useWatcher, within } from '../watcher.tsx'
import { coded, isSo, said, who } from '../words.ts'
import { Acts } from './acts.tsx'
import { placed } from './list.tsx'
import { Pictures } from './pictures.tsx'
import { Same } from './same.tsx'

const OFTEN = 10 // seconds

export default function Screen({ params }: { params: Params }): VNode {
  const path = { hazard_id: params.id ?? '' }
  const found = useLoad(() => whole(got(api.GET('/v1/facilities/hazards/{hazard_id}', { params: { path } }))), [params.id], OFTEN)
  const title = found.data ? `${coded('category', found.data.category)} ${found.data.number}` : t('ops.hazard')
  return (
    <Page title={title} back={within('/ops/hazards')} wide>
      <Load of={found}>{one => <Shown of={one} again={found.reload} />}</Load>
    </Page>
  )
}

function Shown({ of, again }: { of: Hazard; again: () => unknown }): VNode {
  const { id: me } = useWatcher()
  return (
    <>
      <section class="stand" aria-label={t('ops.stand')}>
        <p><Tag kind={of.severity === 'critical' ? 'error' : 'plain'}>{said('severity', of.severity)}</Tag> <strong>{said('state', of.state)}</strong> {of.overdue && <Tag kind="error">{t('ops.overdue')}</Tag>} · {said('found', of.found_by)} <When at={of.found_at} /></p>
        {of.deadline && <p class="deadline">{t('ops.repair-by')} <Clock until={of.deadline} /></p>}
        <p>{placed(of)} · {t('ops.with')} <strong>{who(of.assignee, me)}</strong></p>
        {of.stop_use && <Notice kind={of.stopped ? 'info' : 'warning'} title={t(of.stopped ? 'ops.stopped' : 'ops.stop-use')} />}
        {of.led_by === 'incident' && of.incident_id && <p>{t('ops.led-by-incident')} <a href={`/ops/e/${of.incident_id}`}>{t('ops.incident')}</a></p>}
        {of.joined_to && <p><a href={within(`/ops/hazards/${of.joined_to}`)}>{t('ops.joined-to')}</a></p>}
        {of.cost !== null && <p>{t('ops.cost')} {money(of.cost)}</p>}
        <p class="meta">{of.where.asset_id && <a href={within(of.kind ? `/ops/assets/${of.where.asset_id}` : '/ops/sensors')}>{of.where.asset_id}</a>}</p>
      </section>
      {of.led_by === 'ledger' && !of.joined_to && <Acts of={of} again={again} />}
      <div class="columns">
        <div>
          <section aria-labelledby="facts">
            <h2 id="facts">{t('ops.facts')}</h2>
            <Timeline label={t('ops.facts')} of={of.timeline.map(one => ({
              id: one.id, at: one.at, what: said('ledger', one.kind), by: one.by ? who(one.by, me) : undefined,
              more: <>{noted(one.note)}{one.assignee && ` → ${who(one.assignee, me)}`}<Pictures of={one.photos} /></>,
            }))} />
          </section>
        </div>
        <div>
          <section aria-labelledby="sources">
            <h2 id="sources">{t('ops.sources')}</h2>
            <ul class="bare">
              {of.sources.map(one => <li key={one.hazard_id}>{said('found', one.found_by)} <When at={one.at} />{one.words && isSo('', one.words)} <Pictures of={one.photos} /></li>)}
            </ul>
          </section>
        </div>
        <div><Same of={of} again={again} /></div>
      </div>
    </>
  )
}
