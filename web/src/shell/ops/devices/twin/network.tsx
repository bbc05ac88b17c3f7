// By what a device speaks, how well, and what it leaves while that is so.

import type { VNode } from 'preact'
import { t, word } from '../../../../lib/i18n.ts'
import { measure } from '../../../../lib/quantities.ts'
import { Notice, When } from '../../../../ui/base.tsx'
import { lasting } from '../lasting.ts'
import { listed } from '../../words.ts'
import type { Twin } from './types.ts'

export function NetworkOf({ of }: { of: Twin }): VNode {
  const { network, degraded } = of
  return (
    <>
      <h3>{t('twin.network')}</h3>
      {!network && <p class="meta">{t('twin.no-network')}</p>}
      {degraded && (
        <Notice kind="warning" title={t('twin.degraded')}>
          <p>{t('twin.leaves', { what: listed(degraded.leaves.map(one => word('twin.leaves', one))) })}{degraded.longer > 1 && ` ${t('twin.longer', { times: degraded.longer })}`} <code>{degraded.row}</code></p>
        </Notice>
      )}
      <dl class="facts">
        {network && (
          <>
            <dt>{t('twin.bearer')}</dt><dd>{t(`device.bearer.${network.bearer}`)}</dd>
            <dt>{t('twin.signal')}</dt><dd>{measure(network.signal_dbm, 'dBm', 0)}</dd>
            <dt>{t('twin.latency')}</dt><dd>{measure(network.latency_ms, 'ms', 0)}</dd>
            {!degraded && <><dt>{t('twin.degraded')}</dt><dd>{t('twin.not-degraded')}</dd></>}
          </>
        )}
        <dt>{t('twin.every')}</dt><dd>{lasting(of.every_seconds)}</dd>
        {of.battery_percent !== null && <><dt>{t('twin.battery')}</dt><dd>{measure(of.battery_percent, '%', 0)}</dd></>}
        {of.firmware && <><dt>{t('twin.firmware')}</dt><dd>{of.firmware}</dd></>}
        {of.reported_at && <><dt>{t('twin.reported-at')}</dt><dd><When at={of.reported_at} /></dd></>}
      </dl>
    </>
  )
}
