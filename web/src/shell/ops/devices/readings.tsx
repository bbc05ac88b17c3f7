// What a device measured: a curve with its limits and its gaps, the same as a table, and as a file.

import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { number } from '../../../lib/fmt.ts'
import { how, language, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { type Params, query } from '../../../lib/router.ts'
import { Button, Load, Table, When } from '../../../ui/base.tsx'
import { Series } from '../../../ui/series.tsx'
import { usePaged } from '../pages.ts'
import { within } from '../watcher.tsx'
import { unitOf } from './about/latest.tsx'
import { DevicePage, partOf, type Shown } from './frame.tsx'
import { keepFile } from './keep.ts'
import { lasting } from './lasting.ts'
import { type Purpose, readings, table, type Wanted } from './past/ask.ts'
import { type Asked, asked } from './past/asked.ts'
import { Choose } from './past/choose.tsx'
import { limits } from './past/limits.ts'
import { curves, type Gap, gaps } from './past/told.ts'
import { Purposes } from './purposes.tsx'
import { digitsOf } from './said.ts'
import type { Gauge, Reading } from './types.ts'

const GAPS = 50 // that are listed

export default function Screen({ params }: { params: Params }): VNode {
  return <DevicePage id={params.id ?? ''} at="readings">{shown => <Readings {...shown} />}</DevicePage>
}

function Readings(shown: Shown): VNode {
  const { kind } = shown
  const [purpose, look] = useState<Purpose | null>(null)
  const gauge = kind.measures.find(one => one.measure === query.value.get('measure')) ?? kind.measures[0]
  const wish = query.value.toString()
  const of = useMemo(() => asked(query.value, Date.now(), how().zone), [wish])
  if (!gauge) return <p>{t('device.measures-nothing')}</p>
  return (
    <>
      <Choose of={of} kind={kind} measure={gauge.measure} />
      {kind.personal && !purpose ? <Purposes look={look} /> : <Past {...shown} of={of} gauge={gauge} purpose={purpose} />}
    </>
  )
}

function Past({ device, kind, of, gauge, purpose }: Shown & { of: Asked; gauge: Gauge; purpose: Purpose | null }): VNode {
  const wanted: Wanted = { device: device.id, measure: gauge.measure, from: of.from, to: of.to, step: of.step, purpose }
  const found = usePaged(after => readings(wanted, after), [JSON.stringify(wanted)])
  const lines = useLoad(() => limits(device, kind, gauge.measure), [device.id, gauge.measure, kind.version, language.value])
  const holds = kind.every_seconds * kind.silent_after
  return (
    <>
      <Load of={found} isEmpty={rows => !rows.some(one => one.count) && !found.further} empty={<Nothing device={device.id} owner={device.owner} />}>
        {rows => <Drawn rows={rows} step={of.step} holds={holds} gauge={gauge} limits={lines.data} />}
      </Load>
      {found.further && <p>{t('device.readings-more', { count: number(found.data?.length) })} <Button onClick={found.further}>{t('device.show-more')}</Button></p>}
      <File wanted={wanted} />
    </>
  )
}

function Nothing({ device, owner }: { device: string; owner: string }): VNode {
  return (
    <>
      <p>{t('device.no-readings')}</p>
      {owner === 'facilities' && <p><a href={within(`/ops/assets/${device}`)}>{t('device.as-asset')}</a></p>}
      {owner === 'environment' && <p><a href={`/env/${device}`}>{t('device.as-station')}</a></p>}
      <p><a href={within(partOf(device, 'overview'))}>{t('device.see-there')}</a></p>
    </>
  )
}

type Lines = { title: string; value: number }[]
const NO_LIMITS: Lines = []

function Drawn({ rows, step, holds, gauge, limits: known = NO_LIMITS }: { rows: Reading[]; step: Asked['step']; holds: number; gauge: Gauge; limits: Lines | undefined }): VNode {
  const title = gauge.name[language.value]
  const drawn = useMemo(() => curves(rows, step, holds, { value: title, mean: t('device.mean'), low: t('device.low'), high: t('device.high') }), [rows, step, holds, title])
  return (
    <>
      <Series title={title} unit={unitOf(gauge.unit)} digits={digitsOf(gauge.precision)} series={drawn} limits={known} />
      {!known.length && <p class="meta">{t('device.no-limits')}</p>}
      <Gaps of={gaps(rows, step, holds)} />
    </>
  )
}

function Gaps({ of }: { of: Gap[] }): VNode {
  if (!of.length) return <p>{t('device.no-gaps')}</p>
  const longest = [...of].sort((one, other) => other.missing - one.missing).slice(0, GAPS)
  const all = of.reduce((sum, one) => sum + one.missing, 0)
  return (
    <details>
      <summary>{t('device.gaps', { count: of.length, lasting: lasting(all) })}</summary>
      <Table caption={t('device.gaps-longest')} rows={longest} id={one => one.from} columns={[
        { title: t('device.from'), cell: one => <When at={one.from} /> },
        { title: t('device.to'), cell: one => <When at={one.to} /> },
        { title: t('device.missing'), end: true, cell: one => lasting(one.missing) },
      ]} />
    </details>
  )
}

function File({ wanted }: { wanted: Wanted }): VNode {
  const [cut, tell] = useState(false)
  async function fetched(): Promise<void> {
    const { text, whole } = await table(wanted)
    tell(!whole)
    keepFile(`${wanted.device}-${wanted.measure}.csv`, text)
  }
  return <p><Button onClick={fetched}>{t('device.csv')}</Button>{cut && <span role="status"> {t('device.csv-cut')}</span>}</p>
}
