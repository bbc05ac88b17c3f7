// The feature that takes a device's messages has a page of it, with its readings and its limits.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { ON_SITE, useWatcher, within } from '../watcher.tsx'
import type { Device } from './types.ts'

export type Other = Pick<Device, 'id' | 'owner'>

export const hasOther = ({ owner }: Other, roles: readonly string[]): boolean =>
  owner === 'environment' || (owner === 'facilities' && ON_SITE.some(role => roles.includes(role)))

export function ElsewhereLink({ of }: { of: Other }): VNode | null {
  const { roles } = useWatcher()
  if (!hasOther(of, roles)) return null
  if (of.owner === 'environment') return <p><a href={`/env/${of.id}`}>{t('device.as-station')}</a></p>
  return <p><a href={within(`/ops/assets/${of.id}`)}>{t('device.as-asset')}</a></p>
}
