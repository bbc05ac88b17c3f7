// Whether a device is there: its session at the broker, and its last silence.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { Load, Tag, When } from '../../../../ui/base.tsx'
import { whole } from '../../types.ts'
import type { Shown } from '../frame.tsx'
import { lasting } from '../lasting.ts'
import type { Presence } from '../types.ts'

const OFTEN = 15 // seconds

export function There({ device }: Shown): VNode {
  const path = { device_id: device.id }
  const found = useLoad(() => whole(got(api.GET('/v1/devices/{device_id}/presence', { params: { path } }))), [device.id], OFTEN)
  return (
    <section aria-labelledby="there">
      <h2 id="there">{t('device.there')}</h2>
      <Load of={found} quiet>{one => <Told of={one} ended={device.state === 'revoked' || device.state === 'retired'} />}</Load>
    </section>
  )
}

function Told({ of: { connection, silence }, ended }: { of: Presence; ended: boolean }): VNode {
  const silent = silence && !silence.over_at
  return (
    <dl class="facts">
      <dt>{t('device.speaking')}</dt>
      <dd>
        {silent
          ? <><Tag kind="error">{t('device.silent')}</Tag> {t('device.last-sign')} <When at={silence.since} />{silence.block && ` · ${t('device.with-block')}`}</>
          : <Tag kind={ended ? 'plain' : 'ok'}>{t(ended ? 'device.not-watched' : 'device.not-silent')}</Tag>}
      </dd>
      {silence?.over_at && (
        <>
          <dt>{t('device.last-silence')}</dt>
          <dd><When at={silence.since} /> – <When at={silence.over_at} /> <span class="meta">{lasting((Date.parse(silence.over_at) - Date.parse(silence.since)) / 1000)}{silence.block && ` · ${t('device.with-block')}`}</span></dd>
        </>
      )}
      <dt>{t('device.session')}</dt>
      <dd>
        {connection
          ? <>{t(connection.connected ? 'device.connected-since' : 'device.gone-since')} <When at={connection.at} />{!connection.connected && connection.reason && <> <code>{connection.reason}</code></>}</>
          : t('device.session-unknown')}
      </dd>
    </dl>
  )
}
