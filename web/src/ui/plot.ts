// uPlot, fetched when the first series is shown: its axes by our clock, its limits as lines.
// It sets its styles by the object model, which the policy of content allows.

import 'uplot/dist/uPlot.min.css'
import uPlot from 'uplot'
import { clock, date, type How } from '../lib/fmt.ts'
import { number } from '../lib/quantities.ts'
import { alone, type Band, columns, type Line, range, type Series, ticks } from '../lib/readings.ts'

interface Wanted {
  series: Series[]
  limits: Line[]
  bands: Band[]
  unit: string
  digits: number
  how: How
}

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]] // lines are told apart by more than their colour
const SHADE = '2e' // of a colour like #0b5cad, how much of it fills a band
const INKS = ['--brand', '--ink', '--orange-edge', '--ok']

/** Returns how to take it away. */
export function plot(into: HTMLElement, wanted: Wanted): () => void {
  const { how, limits, digits } = wanted
  const token = (name: string): string => getComputedStyle(into).getPropertyValue(name).trim() || '#000'
  const zone = { clock: (at: number, seconds: boolean) => clock(at, how, seconds), day: (at: number) => date(at, how).replace(/^\d+年|\s\d{4}$/, '') }
  const letter = parseFloat(getComputedStyle(into).fontSize) || 16 // the look's, so that who needs large letters has them
  const height = 15 * letter
  const axis = { font: `${0.75 * letter}px sans-serif`, stroke: token('--mute'), grid: { stroke: token('--line') }, ticks: { stroke: token('--line') } }
  const data = columns(wanted.series)
  const edges = (['high', 'low'] as const).map(edge => wanted.series.findIndex(one => one.edge === edge) + 1)
  const ink = (n: number): string => token(wanted.series[n]?.edge ? '--brand' : INKS[n % INKS.length] as string)
  const chart = new uPlot({
    width: into.clientWidth || 600,
    height,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), how.zone),
    legend: { show: false }, // the caption says it in words
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (_, low, high) => range(low, high, limits) } },
    axes: [
      { ...axis, size: 2.5 * letter, space: 5 * letter, values: (_, at, _axis, _space, step) => ticks(at, step, zone) },
      { ...axis, size: 4 * letter, label: wanted.unit, labelFont: axis.font, labelSize: 1.5 * letter, values: (_, all) => all.map(one => number(one, digits + 1)) },
    ],
    series: [
      {},
      ...wanted.series.map((one, n) => ({
        label: one.title, stroke: ink(n), ...(one.edge ? { width: 0.5 } : { width: 2, dash: DASHES[n % DASHES.length] as number[] }),
        points: { filter: (_: uPlot, at: number, shown: boolean) => (shown ? null : alone(data[at] ?? [])) },
      })),
    ],
    bands: edges.every(Boolean) ? [{ series: edges as [number, number], fill: token('--brand') + SHADE }] : [],
    hooks: {
      drawClear: [one => wanted.bands.forEach(band => stretch(one, band, token('--orange-edge'), 0.75 * letter))],
      draw: [one => limits.forEach(limit => rule(one, limit, token('--error'), 0.75 * letter))],
    },
  }, data as uPlot.AlignedData, into)
  const watch = new ResizeObserver(() => chart.setSize({ width: into.clientWidth || 600, height }))
  watch.observe(into)
  return () => {
    watch.disconnect()
    chart.destroy()
  }
}

function rule({ ctx, bbox, valToPos }: uPlot, { title, value }: Line, ink: string, letter: number): void {
  const y = valToPos(value, 'y', true)
  ctx.save()
  ctx.strokeStyle = ctx.fillStyle = ink
  ctx.lineWidth = 2 * devicePixelRatio
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.textAlign = 'right'
  ctx.textBaseline = 'bottom' // an axis leaves its own, by which the line went through the words
  ctx.font = `${letter * devicePixelRatio}px sans-serif`
  ctx.fillText(title, bbox.left + bbox.width - 4, y - 2 * devicePixelRatio)
  ctx.restore()
}

/** Told from others by its edge and its title, not by the shade alone. */
function stretch({ ctx, bbox, valToPos }: uPlot, { from, until, title }: Band, ink: string, letter: number): void {
  const [left, right] = [from, until].map(at => Math.min(Math.max(valToPos(Date.parse(at) / 1000, 'x', true), bbox.left), bbox.left + bbox.width)) as [number, number]
  const width = Math.max(right - left, 2 * devicePixelRatio)
  ctx.save()
  ctx.fillStyle = ink
  ctx.globalAlpha = 0.18
  ctx.fillRect(left, bbox.top, width, bbox.height)
  ctx.globalAlpha = 1
  ctx.fillRect(left, bbox.top, 2 * devicePixelRatio, bbox.height)
  ctx.font = `${letter * devicePixelRatio}px sans-serif`
  ctx.textBaseline = 'top'
  if (width > 2 * ctx.measureText(title).width) ctx.fillText(title, left + 4 * devicePixelRatio, bbox.top + 2 * devicePixelRatio)
  ctx.restore()
}
