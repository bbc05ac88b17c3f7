// The pages of all devices at once: a link each; what concerns the whole city is an operator's.

import '../devices.css'
import type { ComponentChildren, VNode } from 'preact'
import { t } from '../../../../lib/i18n.ts'
import { Post, useWatcher, within } from '../../watcher.tsx'

const PARTS = ['silences', 'balance', 'refusals', 'batches'] as const
const CITY: readonly Part[] = ['refusals', 'batches']
export type Part = (typeof PARTS)[number]

export function Fleet({ at, children }: { at: Part; children: (community: string) => ComponentChildren }): VNode {
  return (
    <Post title={t(`fleet.${at}`)} back={within('/ops/devices')}>
      {community => <><Parts at={at} /><p class="lead">{t(`fleet.${at}-what`)}</p>{children(community)}</>}
    </Post>
  )
}

function Parts({ at }: { at: Part }): VNode {
  const { roles } = useWatcher()
  const mine = PARTS.filter(one => !CITY.includes(one) || roles.includes('city_operator'))
  return (
    <nav class="device-parts" aria-label={t('fleet.parts')}>
      {mine.map(one => <a key={one} href={within(`/ops/devices/${one}`)} aria-current={one === at ? 'page' : undefined}>{t(`fleet.${one}`)}</a>)}
    </nav>
  )
}
