// Measures as curves with their limits; one reading alone makes no curve, and is told in words.

import type { VNode } from 'preact'
import { language, t } from '../../lib/i18n.ts'
import { measure as written } from '../../lib/quantities.ts'
import { When } from '../../ui/base.tsx'
import { Series } from '../../ui/series.tsx'
import type { Curve } from './curves.ts'
import { measured } from './words.ts'

export function Curves({ of }: { of: Curve[] }): VNode {
  return <>{of.map(one => <One key={one.measure} of={one} />)}</>
}

function One({ of }: { of: Curve }): VNode {
  const title = measured(of.measure)
  const limits = of.limits.map(limit => ({ title: `${limit[language.value]}${limit.verified ? '' : ` (${t('ops.unverified')})`}`, value: limit.value }))
  const moments = new Set(of.readings.map(one => one.at))
  if (moments.size > 1) return <Series title={title} unit={of.unit} digits={2} series={[{ title, readings: of.readings }]} limits={limits} />
  const [only] = of.readings
  return (
    <p>
      <strong>{title}</strong> {only && <>{written(only.value, of.unit, 2)} · <When at={only.at} /></>}
      {limits.map(one => <span key={one.title} class="meta"> · {one.title}</span>)}
    </p>
  )
}
