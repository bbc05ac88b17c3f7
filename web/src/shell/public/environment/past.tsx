// The past of a station: which stretch and which measure is seen stands in the address.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { type Key, language, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { filter, query } from '../../../lib/router.ts'
import { Load } from '../../../ui/base.tsx'
import { Series } from '../../../ui/series.tsx'
import { lineOf } from './said.tsx'
import { curve, limits, measured, since, SPANS } from './told.ts'
import type { History, Span, Station } from './types.ts'

const OFTEN = 300 // seconds

export function Past({ of }: { of: Station }): VNode {
  const spans = SPANS[of.kind]
  const span = spans.find(one => one === query.value.get('span')) ?? 'hour'
  const from = since(span, Date.now())
  const asked = { path: { station_id: of.id }, query: { from, span } }
  const found = useLoad(() => got(api.GET('/v1/environment/stations/{station_id}/history', { params: asked })) as Promise<History>, [of.id, span], OFTEN)
  const file = `/v1/environment/stations/${of.id}/history?${new URLSearchParams({ from, span })}`
  return (
    <section aria-labelledby="past">
      <h2 id="past">{t('env.past')}</h2>
      <label class="field">{t('env.span')}{' '}
        <select value={span} onChange={event => filter({ span: event.currentTarget.value })}>
          {spans.map(one => <option key={one} value={one}>{t(`env.span.${of.kind === 'noise' && one === 'day' ? 'daytime' : one}` as Key)}</option>)}
        </select>
      </label>
      <Load of={found} quiet isEmpty={one => !one.items.length} empty={<p>{t(`env.no-past.${span}` as Key)}</p>}>
        {one => <Curve of={of} values={one.items} span={span} />}
      </Load>
      <p><a href={`${file}&format=csv`} download data-outside>{t('env.csv')}</a> · <a href={file} data-outside>{t('env.json')}</a></p>
    </section>
  )
}

function Curve({ of, values, span }: { of: Station; values: History['items']; span: Span }): VNode {
  const all = measured(of.kind, of.measures, values, language.value, t('env.aqi'))
  const picked = all.find(one => one.id === query.value.get('measure')) ?? all[0]
  if (!picked) return <p>{t(`env.no-past.${span}` as Key)}</p>
  return (
    <>
      <label class="field">{t('env.what')}{' '}
        <select value={picked.id} onChange={event => filter({ measure: event.currentTarget.value })}>
          {all.map(one => <option key={one.id} value={one.id}>{one.title}</option>)}
        </select>
      </label>
      <Series title={picked.title} unit={picked.unit} digits={picked.digits} series={[curve(values, picked)]}
        limits={limits(picked, span, lineOf)} />
    </>
  )
}
