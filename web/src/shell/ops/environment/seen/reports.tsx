// Who saw it: several sensors are one sighting. How often each was wrong is told beside what it says.

import type { VNode } from 'preact'
import { t } from '../../../../lib/i18n.ts'
import { number } from '../../../../lib/quantities.ts'
import { Tag, When } from '../../../../ui/base.tsx'
import { within } from '../../watcher.tsx'
import type { Sensor, Sighting } from '../types.ts'

type Report = Sighting['reports'][number]

export function Reports({ of, sensors }: { of: Sighting; sensors: readonly Sensor[] }): VNode {
  const many = new Set(of.reports.map(one => one.sensor_id)).size
  return (
    <section aria-labelledby="reports">
      <h2 id="reports">{t('sight.reports')}</h2>
      {many > 1 && <p>{t('sight.joined', { count: many })}</p>}
      <ul class="bare">
        {of.reports.map((one, n) => <li key={n}><Said of={one} sensor={sensors.find(each => each.id === one.sensor_id)} /></li>)}
      </ul>
    </section>
  )
}

function Said({ of, sensor }: { of: Report; sensor: Sensor | undefined }): VNode {
  return (
    <>
      <When at={of.at} /> <strong>{sensor ? `${t(`sight.sensor.${sensor.kind}`)} ${sensor.name}` : of.sensor_id}</strong>{' '}
      {t('sight.confidence', { percent: number(of.confidence * 100) })}{' '}
      {!of.counts && <Tag>{t(sensor?.doubted_since ? 'sight.not-counted-doubted' : 'sight.not-counted')}</Tag>}
      {sensor && <p class="meta"><Rate of={sensor} /> {sensor.doubted && <a href={within(`/ops/hazards/${sensor.doubted}`)}>{t('sight.hazard')}</a>}</p>}
    </>
  )
}

/** In words, with the limit: a rate of nothing judged is none. */
export function Rate({ of }: { of: Pick<Sensor, 'rate' | 'judged' | 'limit' | 'doubted_since'> }): VNode {
  if (of.rate === null) return <>{t('sight.no-rate')}</>
  const said = t('sight.rate', { percent: number(of.rate * 100), judged: of.judged, limit: number(of.limit * 100) })
  return of.doubted_since ? <Tag kind="error">{said}</Tag> : <>{said}</>
}
