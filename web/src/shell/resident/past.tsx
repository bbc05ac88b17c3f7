// What was of one of my devices: its alarms, and who looked; who looked at how I am watched over.
// Asked for once one opens it.

import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../lib/api.ts'
import { span } from '../../lib/fmt.ts'
import { how, language, t, tOr } from '../../lib/i18n.ts'
import { measure as written } from '../../lib/quantities.ts'
import { Button, Load, Tag, When } from '../../ui/base.tsx'
import { nameOf } from '../ops/names.ts'
import { type Paged, usePaged } from '../ops/pages.ts'
import { type Gives, whole } from '../ops/types.ts'

type Gauge = Gives<'/v1/devices/me'>['items'][number]['measures'][number]
type Alarm = Gives<'/v1/devices/me/{home_device_id}/alarms'>['items'][number]

export function Looks({ id }: { id: string }): VNode {
  const path = { home_device_id: id }
  return (
    <Folded title={t('mine.looks')} none={t('mine.nobody')}
      page={after => whole(got(api.GET('/v1/devices/me/{home_device_id}/looks', { params: { path, query: { after } } })))}
      row={one => <><When at={one.at} /> {nameOf(one.by) ?? one.by}: {t(`mine.looked.${one.what}`)}, {tOr(`mine.purpose.${one.purpose}`, one.purpose)}</>} />
  )
}

/** At the registration, at falls and at clips of mine: whom the city told, and for what. */
export function WatchLooks(): VNode {
  return (
    <Folded title={t('watched.looks')} none={t('mine.nobody')}
      page={after => whole(got(api.GET('/v1/environment/lookups', { params: { query: { after } } })))}
      row={one => <><When at={one.at} /> {nameOf(one.by) ?? one.by}: {t(`watched.looked.${one.what}`)}, {tOr(`mine.purpose.${one.purpose}`, one.purpose)}</>} />
  )
}

export function Alarms({ id, gauges }: { id: string; gauges: Gauge[] }): VNode {
  const path = { home_device_id: id }
  return (
    <Folded title={t('mine.alarms')} none={t('mine.no-alarm')}
      page={after => whole(got(api.GET('/v1/devices/me/{home_device_id}/alarms', { params: { path, query: { after } } })))}
      row={one => <Told of={one} gauges={gauges} />} />
  )
}

function Told({ of, gauges }: { of: Alarm; gauges: Gauge[] }): VNode {
  return (
    <>
      <When at={of.onset} /> {of.drill && <><Tag>{t('mine.drill')}</Tag> </>}<strong>{cause(of, gauges)}</strong>
      <div><State of={of} />{!of.withdrawn && <> <span class="meta">{t(`mine.raises.${of.raises}`)}</span></>}</div>
    </>
  )
}

/** A value that was measured, or for how long none was. */
function cause(of: Alarm, gauges: Gauge[]): string {
  const gauge = gauges.find(one => one.measure === of.measure)
  const name = gauge?.name[language.value] ?? of.measure
  if (of.measure in of.values) return `${name} ${written(of.value, gauge?.unit === '1' ? '' : gauge?.unit ?? '')}`
  const lasting = span(of.value * 1000, how())
  return of.measure === 'silence' ? t('mine.silent', { lasting }) : t('mine.absent', { name, lasting })
}

function State({ of }: { of: Alarm }): VNode {
  if (of.withdrawn) return <><Tag>{t('mine.alarm.withdrawn')}</Tag> {t('mine.alarm.withdrawn-what')}</>
  if (of.ended_at) return <><Tag>{t('mine.alarm.ended')}</Tag> <When at={of.ended_at} /></>
  if (of.cleared_at) return <><Tag kind="warning">{t('mine.alarm.cleared')}</Tag> <When at={of.cleared_at} /> {t('mine.alarm.cleared-what')}</>
  return <Tag kind="error">{t('mine.alarm.open')}</Tag>
}

interface Rows<T> {
  title: string
  none: string
  page: (after: string) => Promise<Paged<T>>
  row: (one: T) => ComponentChildren
}

function Folded<T extends { id: string }>(p: Rows<T>): VNode {
  const [open, show] = useState(false)
  return (
    <details onToggle={event => show(event.currentTarget.open)}>
      <summary>{p.title}</summary>
      {open && <Listed {...p} />}
    </details>
  )
}

/** The last first, as far back as one asks. */
function Listed<T extends { id: string }>({ none, page, row }: Rows<T>): VNode {
  const found = usePaged(page, [])
  return (
    <>
      <Load of={found} isEmpty={rows => !rows.length} empty={<p>{none}</p>}>
        {rows => <ul>{rows.map(one => <li key={one.id}>{row(one)}</li>)}</ul>}
      </Load>
      {found.further && <Button onClick={found.further}>{t('mine.more')}</Button>}
    </>
  )
}
