// What a device measured last, and how old that is.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { ago } from '../../../../lib/fmt.ts'
import { how, language, t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { measure as written } from '../../../../lib/quantities.ts'
import { Load, Table, Tag, When } from '../../../../ui/base.tsx'
import { whole } from '../../types.ts'
import { within } from '../../watcher.tsx'
import { partOf, type Shown } from '../frame.tsx'
import { digitsOf, isOld } from '../said.ts'

const OFTEN = 15 // seconds

export function Latest({ device, kind }: Shown): VNode {
  const path = { device_id: device.id }
  const found = useLoad(() => whole(got(api.GET('/v1/devices/{device_id}/latest', { params: { path } }))), [device.id], OFTEN)
  const gauge = (id: string) => kind.measures.find(one => one.measure === id)
  const link = (id: string) => `${within(partOf(device.id, 'readings'))}${within('').includes('?') ? '&' : '?'}measure=${id}`
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">{t('device.latest')}</h2>
      <Load of={found} quiet isEmpty={({ at }) => !at} empty={<p class="meta">{t('device.never-spoke')}</p>}>
        {({ at, measures }) => at && (
          <>
            <p><When at={at} /> <Tag kind={isOld(at, kind, Date.now()) ? 'warning' : 'plain'}>{ago(at, Date.now(), how())}</Tag></p>
            <Table caption={t('device.latest-measured')} rows={Object.entries(measures)} id={([id]) => id} columns={[
              { title: t('device.measure'), cell: ([id]) => (gauge(id) ? <a href={link(id)}>{gauge(id)?.name[language.value]}</a> : id) },
              { title: t('device.value'), end: true, cell: ([id, value]) => written(Number(value), unitOf(gauge(id)?.unit), digitsOf(gauge(id)?.precision ?? 0.01)) },
            ]} />
          </>
        )}
      </Load>
    </section>
  )
}

/** A unit of 1 is that of a count or of yes and no, and is not written. */
export const unitOf = (unit: string | undefined): string => (!unit || unit === '1' ? '' : unit)
