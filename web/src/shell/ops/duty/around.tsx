// Where it happens, and how the devices are that would tell.

import type { VNode } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { placeName } from '../../../lib/config.ts'
import { language, t } from '../../../lib/i18n.ts'
import { lazy } from '../../../lib/lazy.ts'
import { type Loaded, useLoad } from '../../../lib/load.ts'
import { useOutline } from '../../../lib/outline.ts'
import { go } from '../../../lib/router.ts'
import { Load, Tag } from '../../../ui/base.tsx'
import type { Mark } from '../../../ui/map.tsx'
import type { Incident, Trouble } from '../types.ts'
import { useWatcher, within } from '../watcher.tsx'
import { coded, measured, titled } from '../words.ts'
import { unread } from './ask.ts'

const MOST = 300
const Drawing = lazy(async () => ({ default: (await import('../../../ui/map.tsx')).Map })) // the list comes first

/** Incidents by their grade, and assets that are wrong without being one. */
export function Around({ community, incidents, troubles }: { community: string; incidents: Incident[]; troubles: Trouble[] }): VNode {
  const outline = useOutline(community)
  const [rows, wrong] = [useAfter(incidents), useAfter(troubles)]
  const marks = useMemo(() => marked(rows, wrong), [rows.map(one => `${one.id}${one.version}`).join(), wrong])
  const open = (id: string): void => go(id.startsWith('asset/') ? within(`/ops/assets/${id.slice(6)}`) : `/ops/e/${id}`)
  const drawn = useMemo(() => <Drawing title={placeName(community, language.value)} {...outline} marks={marks} open={open} />, [community, language.value, outline, marks])
  return (
    <section aria-labelledby="map">
      <h2 id="map">{t('ops.map')}</h2>
      {marks.length ? drawn : <p class="meta">{t('ops.no-marks')}</p>}
      {marks.length > 0 && !outline.area.length && <p class="meta">{t('ops.map-plain')}</p>}
    </section>
  )
}

/** A press shows in the list first; what stands beside it follows when that is seen. */
function useAfter<T>(value: T): T {
  const [shown, show] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => show(value))
    return () => clearTimeout(timer)
  }, [value])
  return shown
}

function marked(incidents: Incident[], troubles: Trouble[]): Mark[] {
  const found: Mark[] = []
  for (const one of incidents) {
    if (found.length === MOST) break // a press would wait for the names of those that are not drawn
    if (one.lat === null || one.lon === null) continue
    found.push({ id: one.id, at: [one.lon, one.lat], level: one.grade, short: one.priority.slice(1), title: `${one.priority} ${titled(one)} · ${one.subject}` })
  }
  const told = new Set(incidents.map(one => one.subject))
  for (const one of troubles) {
    if (one.lat === null || one.lon === null || told.has(one.asset_id)) continue
    found.push({ id: `asset/${one.asset_id}`, at: [one.lon, one.lat], level: null, short: coded('kind', one.kind).slice(0, 1), title: `${coded('kind', one.kind)} ${one.asset_id}` })
  }
  return found.slice(0, MOST)
}

/** Below the list: what is wrong with devices, and what could not be read of them. */
export function Health({ troubles, incidents }: { troubles: Loaded<Trouble[] | null>; incidents: Incident[] }): VNode {
  const { roles } = useWatcher()
  const byHand = incidents.reduce((sum, one) => sum + one.by_hand.length, 0)
  return (
    <section class="health" aria-labelledby="health">
      <h2 id="health">{t('ops.health')}</h2>
      <Load of={troubles} quiet>
        {rows => (
          <ul class="bare figures">
            {rows !== null && <li><strong>{rows.length}</strong> {t('ops.health-wrong')}</li>}
            {rows && summed(rows).map(([name, count]) => <li key={name}><Tag>{name}</Tag> {count}</li>)}
            {byHand > 0 && <li><Tag kind="warning">{t('ops.by-hand')}</Tag> {byHand}</li>}
            {roles.includes('city_operator') && <Unread />}
          </ul>
        )}
      </Load>
    </section>
  )
}

function Unread(): VNode {
  const kept = useLoad(unread, [], 60)
  const { data } = kept
  return <li><a href="/ops/unread"><strong>{data ? `${data.count}${data.more ? '+' : ''}` : '…'}</strong> {t('ops.health-unread')}</a></li>
}

/** By what is wrong, the most frequent first. */
function summed(rows: Trouble[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const one of rows) {
    for (const { measure } of Object.values(one.hazards)) {
      const name = `${coded('kind', one.kind)} ${measured(measure)}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, 6)
}
