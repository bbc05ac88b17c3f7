// A map of a community, drawn from its own outlines: no tiles, so nobody learns what is looked at.
// Whatever is marked is in the list below as well, which needs no eye and no pointer.

import './map.css'
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { box, type Box, type Cluster, clusters, type Feature, moved, outline, type Pixel, type Position, project, rings, ruler, type Size, unproject, type View, whole, zoomed } from '../lib/geo.ts'
import { how, t } from '../lib/i18n.ts'
import { distance } from '../lib/quantities.ts'
import { Grade, type Level } from './base.tsx'
import { usePointers } from './pointers.ts'

export interface Mark {
  id: string
  at: Position
  level?: Level | null // null is not judged yet; without, nothing is to be judged
  short: string // one or two letters of its kind, on the mark
  title: string
}

interface Props {
  title: string
  area: Feature[] // the community's outline
  buildings?: Feature[]
  marks?: Mark[]
  open?: (id: string) => void
  picked?: Position | undefined
  pick?: (at: Position) => void // if given, a place is asked for
}

const WEIGHT: Record<Level, number> = { I: 4, II: 3, III: 2, IV: 1 }
const STEP = 60 // pixels a key moves it
const COLORS = { I: 'red', II: 'orange', III: 'yellow', IV: 'blue', none: 'none' } as const
const SHAPES = { // as tall as they are wide, about 0 0
  I: 'M0-15L15 12H-15Z',
  II: 'M0-16L16 0L0 16L-16 0Z',
  III: 'M-14 0A14 14 0 1 0 14 0A14 14 0 1 0-14 0Z',
  IV: 'M-13-13H13V13H-13Z',
  none: 'M-12 0A12 12 0 1 0 12 0A12 12 0 1 0-12 0Z',
}
type Placed = Mark & { weight: number }

export function Map(p: Props): VNode {
  const { marks = [], buildings = [] } = p
  const frame = useRef<HTMLDivElement>(null)
  const { size, large } = useSize(frame)
  const all = useMemo(() => around(p.area, buildings, marks), [p.area, buildings, marks])
  const [view, setView] = useState<View | null>(null)
  const shown = view ?? whole(all, size)
  const placed = useMemo(() => marks.map((mark): Placed => ({ ...mark, weight: mark.level ? WEIGHT[mark.level] : 0 })), [marks])

  const zoom = (by: number, about: Pixel = [size[0] / 2, size[1] / 2]): void =>
    setView(now => zoomed(now ?? shown, size, by, about, all))
  const move = (by: Pixel): void => setView(now => moved(now ?? shown, by, all))
  const pickAt = (at: Pixel): void => p.pick?.(unproject(shown, size, at))
  const pointers = usePointers({ move, zoom, tap: pickAt })
  const keys = keyed({ move, zoom, whole: () => setView(null), pick: () => pickAt([size[0] / 2, size[1] / 2]) })

  return (
    <section class="map">
      <div class="frame" ref={frame}>
        <svg viewBox={`0 0 ${size[0]} ${size[1]}`} role="application" tabIndex={0} {...pointers} onKeyDown={keys}
          aria-label={t(p.pick ? 'map.pick-label' : 'map.label', { title: p.title })}>
          <g aria-hidden="true">
            {p.area.map((one, n) => <path key={n} class="area" d={outline(one.geometry, shown, size)} />)}
            {buildings.map((one, n) => <Building key={one.id ?? n} of={one} view={shown} size={size} large={large} />)}
            {clusters(placed, shown, size, large).map(one => (
              <Sign key={one.id} of={one} large={large} press={() => (one.marks.length > 1 ? zoom(2, one.at) : p.open?.(one.id))} />
            ))}
            {p.picked && <path class="pin" d="M0 0L-10-22A11 11 0 1 1 10-22Z" transform={by(project(shown, size, p.picked))} />}
            {p.pick && <path class="cross" d="M-12 0H12M0-12V12" transform={by([size[0] / 2, size[1] / 2])} />}
          </g>
        </svg>
        <Ruler view={shown} />
      </div>
      <div class="tools">
        <button type="button" onClick={() => zoom(1.6)}>{t('map.closer')}</button>
        <button type="button" onClick={() => zoom(1 / 1.6)}>{t('map.farther')}</button>
        <button type="button" onClick={() => setView(null)}>{t('map.whole')}</button>
        {p.pick && <button type="button" class="main" onClick={() => pickAt([size[0] / 2, size[1] / 2])}>{t('map.pick')}</button>}
      </div>
      {p.pick && p.picked && <p role="status">{t('map.picked', { lat: p.picked[1].toFixed(5), lon: p.picked[0].toFixed(5) })}</p>}
      {p.marks && <Twin marks={placed} open={p.open} />}
    </section>
  )
}

function Sign({ of, large, press }: { of: Cluster<Placed>; large: number; press: () => void }): VNode {
  const [first] = of.marks as [Placed, ...Placed[]]
  const level = first.level ?? 'none'
  const many = of.marks.length > 1
  return (
    <g class={`mark ${COLORS[level]}`} transform={`${by(of.at)} scale(${large})`} onClick={press}>
      <title>{many ? t('map.several', { count: of.marks.length }) : first.title}</title>
      <path d={SHAPES[level]} />
      <text y={level === 'I' ? 8 : 5}>{many ? of.marks.length : first.short}</text>
    </g>
  )
}

function Building({ of, view, size, large }: { of: Feature; view: View; size: Size; large: number }): VNode {
  const edge = box(rings(of.geometry).flat())
  const name = of.properties?.name
  const middle = edge && project(view, size, [(edge.west + edge.east) / 2, (edge.south + edge.north) / 2])
  const wide = edge && project(view, size, [edge.east, edge.south])[0] - project(view, size, [edge.west, edge.south])[0]
  const legible = name && middle && (wide ?? 0) > name.length * 12 * large
  return (
    <g class="building">
      {name && <title>{name}</title>}
      <path d={outline(of.geometry, view, size)} />
      {legible && <text transform={`${by(middle)} scale(${large})`} y={5}>{name}</text>}
    </g>
  )
}

function Ruler({ view }: { view: View }): VNode {
  const { metres, pixels } = ruler(view, 120)
  return (
    <svg class="ruler" width={pixels + 2} height={10} role="img" aria-label={distance(metres, how())}>
      <path d={`M1 2V9H${(pixels + 1).toFixed(1)}V2`} />
      <text x={4} y={7}>{distance(metres, how())}</text>
    </svg>
  )
}

/** All that is marked, the gravest first. */
function Twin({ marks, open }: { marks: Placed[]; open: ((id: string) => void) | undefined }): VNode {
  const sorted = [...marks].sort((one, other) => other.weight - one.weight).slice(0, 300)
  const named = (mark: Placed): ComponentChildren =>
    open ? <button type="button" class="link" onClick={() => open(mark.id)}>{mark.title}</button> : mark.title
  if (!marks.length) return <p class="meta">{t('map.none')}</p>
  return (
    <details>
      <summary>{t('map.list', { count: marks.length })}</summary>
      <ul class="plain">{sorted.map(mark => <li key={mark.id}>{mark.level !== undefined && <><Grade of={mark.level} brief />{' '}</>}{named(mark)}</li>)}</ul>
    </details>
  )
}

interface Acts {
  move: (by: Pixel) => void
  zoom: (by: number) => void
  whole: () => void
  pick: () => void
}

const keyed = ({ move, zoom, whole, pick }: Acts) => (event: KeyboardEvent): void => {
  const act: Record<string, () => void> = {
    ArrowLeft: () => move([STEP, 0]), ArrowRight: () => move([-STEP, 0]),
    ArrowUp: () => move([0, STEP]), ArrowDown: () => move([0, -STEP]),
    '+': () => zoom(1.6), '=': () => zoom(1.6), '-': () => zoom(1 / 1.6), '0': whole, Enter: pick,
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(act, event.key)) return
  event.preventDefault()
  act[event.key]?.()
}

const LETTER = 16 // pixels, for which the shapes are drawn

/** The place it stands in, in pixels, so that a mark is as large as the letters beside it. */
function useSize(frame: { current: HTMLElement | null }): { size: Size; large: number } {
  const [found, find] = useState<{ size: Size; large: number }>({ size: [600, 400], large: 1 })
  useEffect(() => {
    const seen = frame.current
    if (!seen || !globalThis.ResizeObserver) return
    const watch = new ResizeObserver(() => {
      const { width, height } = seen.getBoundingClientRect()
      const large = parseFloat(getComputedStyle(seen).fontSize) / LETTER || 1
      if (width && height) find({ size: [width, height], large })
    })
    watch.observe(seen)
    return () => watch.disconnect()
  }, [])
  return found
}

const NOWHERE: Box = { west: 0, south: 0, east: 0, north: 0 }

function around(area: Feature[], buildings: Feature[], marks: Mark[]): Box {
  const outlines = (area.length ? area : buildings).flatMap(one => rings(one.geometry).flat())
  return box(outlines.length ? outlines : marks.map(mark => mark.at)) ?? NOWHERE
}

const by = ([x, y]: Pixel): string => `translate(${x.toFixed(1)} ${y.toFixed(1)})`
