// The certificates of a device: which is good, until when the former ones are, whether it may renew.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { Load, When } from '../../../../ui/base.tsx'
import { whole } from '../../types.ts'
import type { Shown } from '../frame.tsx'
import { brief } from '../said.ts'
import type { Keys } from '../types.ts'

export function Certificates({ device }: Shown): VNode {
  const path = { device_id: device.id }
  const found = useLoad(() => whole(got(api.GET('/v1/devices/{device_id}/keys', { params: { path } }))), [device.id, device.version, device.certificate], 60)
  return (
    <section aria-labelledby="certificates">
      <h2 id="certificates">{t('device.certificates')}</h2>
      <Load of={found} quiet>{keys => <Told of={keys} held={device.certificate} />}</Load>
    </section>
  )
}

function Told({ of, held }: { of: Keys; held: string | null }): VNode {
  const present = of.present ?? held
  return (
    <dl class="facts">
      <dt>{t('device.present')}</dt><dd>{present ? <code>{brief(present)}</code> : t('device.no-certificate')}</dd>
      <dt>{t('device.given')}</dt><dd>{of.given}</dd>
      {of.renewal && <><dt>{t('device.renewal')}</dt><dd>{t(of.renewal.open ? 'device.renewal-open' : 'device.renewal-soon')} <When at={of.renewal.until} /></dd></>}
      {of.former.map(one => (
        <><dt key={one.certificate}>{t('device.former')}</dt><dd><code>{brief(one.certificate)}</code> {t(`device.why.${one.why}`)} · {t('device.good-until')} <When at={one.until} /></dd></>
      ))}
    </dl>
  )
}
