// Readings as a curve with its limits and its gaps; the same as a table.

import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { language, t } from '../../../../lib/i18n.ts'
import type { Line } from '../../../../lib/readings.ts'
import { Table, When } from '../../../../ui/base.tsx'
import { Series } from '../../../../ui/series.tsx'
import { unitOf } from '../about/latest.tsx'
import { lasting } from '../lasting.ts'
import { digitsOf } from '../said.ts'
import type { Gauge, Reading } from '../types.ts'
import type { Asked } from './asked.ts'
import { curves, type Gap, gaps } from './told.ts'

const GAPS = 50 // that are listed

interface Props {
  rows: Reading[]
  step: Asked['step']
  from: string
  to: string | null // null: there are more
  holds: number
  gauge: Gauge
  limits: Line[]
}

export function Drawn({ rows, step, from, to, holds, gauge, limits }: Props): VNode {
  const title = gauge.name[language.value]
  const drawn = useMemo(() => curves(rows, step, holds, { value: title, mean: t('device.mean'), low: t('device.low'), high: t('device.high') }), [rows, step, holds, title])
  return (
    <>
      <Series title={title} unit={unitOf(gauge.unit)} digits={digitsOf(gauge.precision)} series={drawn} limits={limits} />
      {!limits.length && <p class="meta">{t('device.no-limits')}</p>}
      <Gaps of={gaps(rows, step, holds, from, to)} />
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
