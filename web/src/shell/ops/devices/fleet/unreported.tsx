// Who sends at present, but does not report how much: in no balance.

import type { VNode } from 'preact'
import { t } from '../../../../lib/i18n.ts'
import { Notice, When } from '../../../../ui/base.tsx'
import type { Gives } from '../../types.ts'
import { Thing } from './thing.tsx'

export type Missing = NonNullable<Gives<'/v1/devices/balances'>['unreported']>

export function Unreported({ of }: { of: Missing }): VNode | null {
  if (!of.devices) return null
  return (
    <Notice kind="warning" title={t('fleet.unreported', { count: of.devices })}>
      <p>{t('fleet.unreported-what')}</p>
      {of.named.length > 0 && (
        <details>
          <summary>{t('fleet.unreported-which', { count: of.named.length })}</summary>
          <ul>{of.named.map(one => <li key={one.thing}><Thing of={one} /> <span class="meta">{t('fleet.since')} <When at={one.since} /></span></li>)}</ul>
        </details>
      )}
    </Notice>
  )
}
