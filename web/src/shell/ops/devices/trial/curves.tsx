// What was measured in the time of a trial, with the times in which the rule would have been open.

import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { Load } from '../../../../ui/base.tsx'
import { Series } from '../../../../ui/series.tsx'
import { broken } from '../past/told.ts'
import { lines, measureOf, measuresOf, type Rule, unitOf } from '../rules/told.ts'
import type { Device, Kind, Reading } from '../types.ts'
import type { Sent, Tried } from './draft.ts'
import { past, stepFor, type Step } from './past.ts'

interface Props { device: Device; kind: Kind; rule: Sent; tried: Tried }

export function Curves({ device, kind, rule, tried }: Props): VNode {
  const named = measuresOf(rule)
  const measures = named.length ? named : kind.measures.slice(0, 1).map(one => one.measure)
  const step = stepFor(tried.begins, tried.until, kind.every_seconds)
  return (
    <>
      {tried.fired > 0 && <p class="meta">{t('rule.shaded')}</p>}
      {measures.map(one => <Curve key={one} device={device} kind={kind} rule={rule} tried={tried} measure={one} step={step} />)}
    </>
  )
}

function Curve({ device, kind, rule, tried, measure, step }: Props & { measure: string; step: Step }): VNode {
  const found = useLoad(() => past(device.id, measure, tried.begins, tried.until, step), [device.id, measure, tried.begins, tried.until])
  return <Load of={found} quiet>{readings => <Drawn kind={kind} rule={rule} tried={tried} measure={measure} step={step} readings={readings} />}</Load>
}

/** Made once: a drawing is made anew when it is given others. */
function Drawn({ kind, rule, tried, measure, step, readings }: Omit<Props, 'device'> & { measure: string; step: Step; readings: Reading[] }): VNode {
  const title = measureOf(kind, measure)
  const series = useMemo(() => {
    const of = (side: 'low' | 'high') => readings.filter(one => one.count > 0 || one.gaps > 0).map(one => ({ at: one.begins, value: one[side] }))
    if (step === 'raw') return [{ title, readings: broken(readings, kind.every_seconds * kind.silent_after) }]
    return (['low', 'high'] as const).map(edge => ({ title: t(edge === 'low' ? 'rule.lowest' : 'rule.highest'), readings: of(edge), edge }))
  }, [readings, title])
  const limits = useMemo(() => lines(rule as Pick<Rule, 'steps'>, measure), [rule])
  const bands = useMemo(() => tried.alarms.map(one => ({ from: one.onset, until: one.ended_at ?? tried.until, title: String(one.level) })), [tried])
  return <Series title={title} unit={unitOf(kind, measure)} digits={2} series={series} limits={limits} bands={bands} />
}
