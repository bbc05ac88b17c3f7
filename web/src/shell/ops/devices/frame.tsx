// A device's page: which device it is, and its parts, each a link of its own.

import './devices.css'
import type { ComponentChildren, VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { language, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import type { Problem } from '../../../lib/problem.ts'
import { Load, Page } from '../../../ui/base.tsx'
import { whole } from '../types.ts'
import { within } from '../watcher.tsx'
import { HIDDEN } from './find.ts'
import type { Device, Kind } from './types.ts'

const OFTEN = 15 // seconds
const PARTS = ['overview', 'readings', 'rules', 'twin', 'history'] as const
export type Part = (typeof PARTS)[number]

export interface Shown {
  device: Device
  kind: Kind
  again: () => Promise<void>
}

interface Props {
  id: string
  at: Part
  unseen?: (problem: Problem) => ComponentChildren // who may not see the device may see this of it
  children: (shown: Shown) => ComponentChildren
}

/** A part of the page of a device; what is of a person's own has no twin that anybody sees. */
export function DevicePage({ id, at, unseen, children }: Props): VNode {
  const found = useLoad(() => known(id), [id], OFTEN)
  const title = found.data ? `${found.data.device.name} · ${found.data.kind.name[language.value]}` : t('device.one')
  const hidden = !found.data && found.problem && HIDDEN.includes(found.problem.status) ? found.problem : undefined
  return (
    <Page title={title} back={within('/ops/devices')} wide>
      <nav class="device-parts" aria-label={t('device.parts')}>
        {PARTS.filter(one => one !== 'twin' || !found.data?.kind.personal).map(one => (
          <a key={one} href={within(partOf(id, one))} aria-current={one === at ? 'page' : undefined}>{t(`device.part.${one}`)}</a>
        ))}
      </nav>
      {unseen && hidden
        ? unseen(hidden)
        : <Load of={found} quiet={at !== 'overview'}>{one => children({ ...one, again: found.reload })}</Load>}
    </Page>
  )
}

export const partOf = (id: string, part: Part): string => `/ops/devices/${id}${part === 'overview' ? '' : `/${part}`}`

async function known(id: string): Promise<{ device: Device; kind: Kind }> {
  const device = await whole(got(api.GET('/v1/devices/{device_id}', { params: { path: { device_id: id } } })))
  const path = { kind_id: device.kind }
  return { device, kind: await whole(got(api.GET('/v1/devices/kinds/{kind_id}', { params: { path, query: { community: device.community } } }))) }
}
