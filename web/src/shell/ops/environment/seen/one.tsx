// One sighting: where it stands, who saw it and how often that is right, and what is to be done.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../../lib/api.ts'
import { placeName } from '../../../../lib/config.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { useOutline } from '../../../../lib/outline.ts'
import type { Params } from '../../../../lib/router.ts'
import { Load, Page, When } from '../../../../ui/base.tsx'
import { Map as Drawing, type Mark } from '../../../../ui/map.tsx'
import { upTo } from '../../pages.ts'
import { whole } from '../../types.ts'
import { within } from '../../watcher.tsx'
import { Answers } from './answers.tsx'
import { Handled } from './handled.tsx'
import { Judge } from './judge.tsx'
import { Left } from './left.tsx'
import { until } from './order.ts'
import { Clips, Looks, Person } from './private.tsx'
import { Reports } from './reports.tsx'
import { Stage } from './list.tsx'
import { may, type Sensor, type Sighting } from '../types.ts'
import { useWatcher } from '../../watcher.tsx'

const OFTEN = 4 // seconds
const SENSORS = 200

export default function Screen({ params }: { params: Params }): VNode {
  const path = { sighting_id: params.id ?? '' }
  const found = useLoad(() => whole(got(api.GET('/v1/environment/sightings/{sighting_id}', { params: { path } }))), [params.id], OFTEN)
  return (
    <Page title={found.data ? t(`sight.kind.${found.data.kind}`) : t('sight.one')} back={within('/ops/sightings')} wide>
      <div class="sighting wraps"><Load of={found}>{one => <Shown of={one} again={found.reload} />}</Load></div>
    </Page>
  )
}

function Shown({ of, again }: { of: Sighting; again: () => Promise<void> }): VNode {
  const { roles } = useWatcher()
  const { community } = of
  const [looked, look] = useState(0)
  const seen = (): void => look(looked + 1)
  const sensors = useLoad(() => upTo(SENSORS, after => whole(got(api.GET('/v1/environment/sensors', { params: { query: { community, after } } })))), [community])
  return (
    <>
      <Stand of={of} />
      {of.of_person && may('person', roles) && <div class="stand"><Person of={of} seen={seen} /></div>}
      <Judge of={of} again={again} />
      <div class="columns">
        <div>
          <Reports of={of} sensors={sensors.data?.rows ?? []} />
          <Answers of={of} />
        </div>
        <div><Place of={of} sensors={sensors.data?.rows ?? []} /></div>
        <div>
          {of.clips > 0 && <Clips of={of} may={may('clips', roles)} seen={seen} />}
          {may('looks', roles) && <Looks of={of} turn={looked} />}
        </div>
      </div>
    </>
  )
}

function Stand({ of }: { of: Sighting }): VNode {
  const what = of.stage === 'asking' ? t('sight.asking-what') : of.stage === 'raised' && of.why ? t(`sight.why.${of.why}`) : t(`sight.stage-what.${of.stage}`)
  return (
    <section class="stand" aria-label={t('sight.stage')}>
      <p><Stage of={of} /> {t('sight.since')} <When at={of.since} /></p>
      {until(of) && <p class="deadline"><Left until={until(of)} /></p>}
      <p>{what}{of.over_at && <> · {t('sight.over')} <When at={of.over_at} /></>}</p>
      <Handled of={of} />
    </section>
  )
}

/** Where it was, among the sensors that saw it. */
function Place({ of, sensors }: { of: Sighting; sensors: readonly Sensor[] }): VNode {
  const outline = useOutline(of.community)
  const title = t(`sight.kind.${of.kind}`)
  const saw = sensors.filter(one => of.reports.some(each => each.sensor_id === one.id))
  const marks: Mark[] = [
    { id: of.id, at: [of.lon, of.lat], short: title.slice(0, 1), title },
    ...saw.map((one): Mark => ({ id: one.id, at: [one.point.lon, one.point.lat], short: t(`sight.sensor.${one.kind}`).slice(0, 1), title: `${t(`sight.sensor.${one.kind}`)} ${one.name}` })),
  ]
  return (
    <section aria-labelledby="place">
      <h2 id="place">{t('sight.where')}</h2>
      <p>{[placeName(of.grid ?? of.community, language.value), of.building, of.zone].filter(Boolean).join(' · ')}</p>
      <Drawing title={title} {...outline} marks={marks} />
      <p class="meta">{t('sight.place-what')}</p>
    </section>
  )
}
