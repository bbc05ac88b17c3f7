// Readings over time, with their limits; the same as a table below, for who does not see lines.

import './series.css'
import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { clock, moment } from '../lib/fmt.ts'
import { how, language, t } from '../lib/i18n.ts'
import { measure } from '../lib/quantities.ts'
import { type Band, type Line, rows, type Series as Readings, span, told } from '../lib/readings.ts'
import { Table } from './base.tsx'

interface Props {
  title: string
  unit: string
  series: Readings[]
  limits?: Line[]
  bands?: Band[] // stretches of time that are marked behind the curves
  digits?: number
}

export function Series(p: Props): VNode {
  const place = useRef<HTMLDivElement>(null)
  const digits = p.digits ?? 1
  const { limits = [], bands = [] } = p
  const all = rows(p.series)
  const shown = (value: number | null | undefined): string =>
    value === null || value === undefined ? t('series.missing') : measure(value, p.unit, digits)

  useEffect(() => {
    const seen = place.current
    if (!seen || !all.length) return
    let drop = () => {}
    let gone = false
    const wanted = { ...p, limits, bands, digits, how: how() }
    import('./plot.ts')
      .then(({ plot }) => gone || (drop = plot(seen, wanted)))
      .catch(console.warn) // without the drawing there is still the table
    return () => {
      gone = true
      drop()
    }
  }, [p.series, p.limits, p.bands, p.unit, language.value])

  if (!all.length) return <p class="meta">{t('series.none', { title: p.title })}</p>
  return (
    <figure class="series">
      <figcaption>
        <strong>{p.title}</strong>
        {said(p.series, shown, p.title).map(one => <span key={one}>{one}</span>)}
        {limits.map(one => <span key={one.title} class="limit">{t('series.limit', { title: one.title, value: shown(one.value) })}</span>)}
      </figcaption>
      <div class="plot" ref={place} aria-hidden="true" />
      <details>
        <summary>{t('series.table')}</summary>
        <Table rows={all} caption={`${p.title} ${span(all, at => moment(at, Date.now(), how()))}`} id={row => String(row.at)}
          columns={[
            { title: t('series.time'), cell: row => `${moment(row.at, Date.now(), how())}${clock(row.at, how(), true).slice(-3)}` },
            ...p.series.map((one, n) => ({ title: one.title, end: true, cell: (row: (typeof all)[number]) => shown(row.values[n]) })),
          ]} />
      </details>
    </figure>
  )
}

/** Of curves in a band the band says between what all was; what the heading says is not said again. */
function said(series: Readings[], shown: (value: number | null) => string, heading: string): string[] {
  const [lowest, highest] = (['low', 'high'] as const).map(edge => series.find(one => one.edge === edge))
  const curves = series.filter(one => !one.edge).map(one => {
    const { low, high, last } = told(one)
    return t(lowest && highest ? 'series.last' : one.title === heading ? 'series.only' : 'series.summary', { title: one.title, low: shown(low), high: shown(high), last: shown(last) })
  })
  if (!lowest || !highest) return curves
  return [...curves, t('series.between', { lowest: lowest.title, low: shown(told(lowest).low), highest: highest.title, high: shown(told(highest).high) })]
}
