// The alarms of a device: what is open, then what was; what late data took back is said so.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../../../lib/load.ts'
import { measure as written } from '../../../../lib/quantities.ts'
import { Load, Table, Tag, When } from '../../../../ui/base.tsx'
import { upTo } from '../../pages.ts'
import { type Gives, whole } from '../../types.ts'
import { lasting } from '../lasting.ts'
import type { Device, Kind } from '../types.ts'
import { measureOf, unitOf } from './told.ts'

export type Alarm = Gives<'/v1/devices/{device_id}/alarms'>['items'][number]
export interface Found { rows: Alarm[]; more: boolean }
export const MOST = 100
const OFTEN = 10 // seconds

export const isOpen = (one: Pick<Alarm, 'ended_at' | 'withdrawn'>): boolean => one.ended_at === null && !one.withdrawn

export function Alarms({ device, kind }: { device: Device; kind: Kind }): VNode {
  const path = { device_id: device.id }
  const found = useLoad(() => upTo(MOST, after => whole(got(api.GET('/v1/devices/{device_id}/alarms', { params: { path, query: { after } } })))), [device.id], OFTEN)
  return <Told of={found} kind={kind} />
}

export function Told({ of, kind }: { of: Loaded<Found>; kind: Kind }): VNode {
  return (
    <section aria-labelledby="alarms">
      <h2 id="alarms">{t('rule.alarms')}</h2>
      <Load of={of}>
        {({ rows, more }) => {
          const [open, over] = [rows.filter(isOpen), rows.filter(one => !isOpen(one))]
          return (
            <>
              {open.length ? <Listed rows={open} kind={kind} caption={t('rule.open', { count: open.length })} /> : <p><Tag kind="ok">{t('rule.none-open')}</Tag></p>}
              {over.length > 0 && <details><summary>{t('rule.before', { count: over.length })}</summary><Listed rows={over} kind={kind} caption={t('rule.before', { count: over.length })} /></details>}
              {!rows.length && <p class="meta">{t('rule.never')}</p>}
              {more && <p class="meta">{t('rule.newest', { most: MOST })}</p>}
            </>
          )
        }}
      </Load>
    </section>
  )
}

function Listed({ rows, kind, caption }: { rows: Alarm[]; kind: Kind; caption: string }): VNode {
  return (
    <Table caption={caption} rows={rows} id={one => one.id} columns={[
      { title: t('rule.since'), cell: one => <When at={one.onset} /> },
      { title: t('rule.what'), cell: one => <>{one.drill && <><Tag>{t('ops.drill')}</Tag> </>}<Cause of={one} kind={kind} /> <span class="meta"><code>{one.rule}</code></span></> },
      { title: t('rule.severity'), cell: one => <><Tag kind={one.raises === 'incident' ? 'error' : 'warning'}>{t(`rule.raises.${one.raises}`)}</Tag> {one.priority} · {t('rule.level', { level: one.level })}</> },
      { title: t('rule.state'), cell: one => <State of={one} /> },
    ]} />
  )
}

/** Of an absence, its value is for how many seconds nothing was measured. */
function Cause({ of, kind }: { of: Alarm; kind: Kind }): VNode {
  const measure = measureOf(kind, of.measure)
  if (of.measure in of.values) return <><strong>{measure}</strong> {written(of.value, unitOf(kind, of.measure), 3)}</>
  return <strong>{t('rule.when.absence', { measure, lasting: lasting(of.value) })}</strong>
}

function State({ of }: { of: Alarm }): VNode {
  if (of.withdrawn) return <Tag>{t(of.into ? 'rule.withdrawn-into' : 'rule.withdrawn')}</Tag>
  return (
    <>
      {of.ended_at ? <><Tag>{t('rule.ended')}</Tag> <When at={of.ended_at} /></>
        : of.cleared_at ? <><Tag kind="warning">{t('rule.cleared')}</Tag> <When at={of.cleared_at} /></>
          : <Tag kind="error">{t('rule.is-open')}</Tag>}
      {of.flapping && <> <Tag kind="warning">{t('rule.flapping')}</Tag></>}
    </>
  )
}
