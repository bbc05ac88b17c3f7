// What is looked at more rarely, a line each.

import type { VNode } from 'preact'
import { t } from '../../lib/i18n.ts'
import { Page } from '../../ui/base.tsx'
import type { Role } from './types.ts'
import { useWatcher, within } from './watcher.tsx'

/** Each with whose it is; nobody named: everybody's here. */
export const PARTS: { name: 'sightings' | 'sensors' | 'wards' | 'cases' | 'stations' | 'reliefs' | 'upkeep' | 'learned' | 'imports' | 'plans' | 'rosters' | 'suppliers' | 'unread' | 'flow'; of?: Role[] }[] = [
  { name: 'sightings', of: ['grid_worker', 'community_worker', 'property_manager', 'official'] },
  { name: 'sensors', of: ['grid_worker', 'community_worker', 'property_manager', 'official', 'city_operator'] },
  { name: 'wards', of: ['community_worker'] },
  { name: 'cases', of: ['grid_worker', 'community_worker', 'property_manager', 'official', 'city_operator'] },
  { name: 'stations', of: ['community_worker', 'official', 'city_operator'] },
  { name: 'reliefs', of: ['grid_worker', 'community_worker', 'property_manager', 'official', 'city_operator'] },
  { name: 'upkeep', of: ['grid_worker', 'community_worker', 'property_manager', 'official', 'city_operator'] },
  { name: 'learned' },
  { name: 'imports', of: ['property_manager', 'city_operator'] },
  { name: 'plans', of: ['grid_worker', 'community_worker', 'property_manager', 'official', 'city_operator'] },
  { name: 'rosters', of: ['community_worker', 'official', 'city_operator'] },
  { name: 'suppliers', of: ['community_worker', 'official', 'city_operator'] },
  { name: 'unread', of: ['city_operator'] },
  { name: 'flow' },
]

export function More(): VNode {
  const { roles } = useWatcher()
  return (
    <Page title={t('ops.more')} back="/ops">
      <ul class="bare cards">
        {PARTS.filter(one => one.of?.some(role => roles.includes(role)) ?? true).map(({ name }) => (
          <li key={name} class="card">
            <a href={within(`/ops/${name}`)}>{t(`ops.${name}`)}</a>
            <p class="meta">{t(`ops.${name}-what`)}</p>
          </li>
        ))}
      </ul>
      <p class="meta">{t('ops.key.hint')}</p>
    </Page>
  )
}
