// The twin of a device and what it is told: how it is set, who drives it, what became of each command.

import '../rules/rules.css'
import './twin.css'
import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import type { Params } from '../../../../lib/router.ts'
import { Load, Notice } from '../../../../ui/base.tsx'
import { whole } from '../../types.ts'
import { DevicePage, type Shown } from '../frame.tsx'
import { Commands } from './commands.tsx'
import { LeaseOf } from './lease.tsx'
import { NetworkOf } from './network.tsx'
import { Settings } from './settings.tsx'

const OFTEN = 5 // seconds

export default function Screen({ params }: { params: Params }): VNode {
  return <DevicePage id={params.id ?? ''} at="twin">{shown => <Told {...shown} />}</DevicePage>
}

function Told(shown: Shown): VNode {
  const { device, kind } = shown
  if (kind.personal) return <Notice title={t('twin.personal')} />
  const others = device.owner !== 'devices'
  const over = device.state !== 'active' && device.state !== 'registered'
  return (
    <>
      {others && <Notice title={t('twin.others')}><p>{t('twin.others-what')}</p></Notice>}
      {over && <Notice kind="warning" title={t('twin.over')} />}
      <div class="two">
        <Twin {...shown} fixed={others || over} />
        <Driving {...shown} fixed={others || over} />
      </div>
    </>
  )
}

function Twin({ device, fixed }: Shown & { fixed: boolean }): VNode {
  const path = { device_id: device.id }
  const twin = useLoad(() => whole(got(api.GET('/v1/devices/{device_id}/twin', { params: { path } }))), [device.id], OFTEN)
  return (
    <section aria-labelledby="twin">
      <h2 id="twin">{t('twin.title')}</h2>
      <Load of={twin}>{one => <><Settings of={one} fixed={fixed} again={twin.reload} /><NetworkOf of={one} /></>}</Load>
    </section>
  )
}

function Driving({ device, kind, fixed }: Shown & { fixed: boolean }): VNode {
  const path = { device_id: device.id }
  const lease = useLoad(() => (kind.leased ? whole(got(api.GET('/v1/devices/{device_id}/leases', { params: { path } }))) : Promise.resolve(null)), [device.id, kind.leased], OFTEN)
  return (
    <section aria-labelledby="driving">
      <h2 id="driving">{t('twin.driving')}</h2>
      <Load of={lease} quiet>
        {one => (
          <>
            {one && !fixed && <LeaseOf of={one} again={lease.reload} />}
            <Commands device={device} kind={kind} lease={one} fixed={fixed} />
          </>
        )}
      </Load>
    </section>
  )
}
