// Dragging, pinching and tapping of a drawing, by mouse, finger or pen.

import { useRef } from 'preact/hooks'
import type { Pixel } from '../lib/geo.ts'

interface Acts {
  move: (by: Pixel) => void
  zoom: (by: number, about: Pixel) => void
  tap: (at: Pixel) => void
}

const STILL = 6 // pixels: a finger that moved less was meant to stay

export function usePointers({ move, zoom, tap }: Acts) {
  const down = useRef(new Map<number, Pixel>())
  const strayed = useRef(0)

  function pressed(event: PointerEvent): void {
    if (!down.current.size) strayed.current = 0
    down.current.set(event.pointerId, at(event))
  }

  function dragged(event: PointerEvent): void {
    const from = down.current.get(event.pointerId)
    if (!from) return
    const to = at(event)
    const [other] = [...down.current].filter(([id]) => id !== event.pointerId).map(([, place]) => place)
    down.current.set(event.pointerId, to)
    const far = apart(from, to)
    strayed.current += other ? STILL + far : far
    if (strayed.current < STILL) return
    // only now: capturing a tap would take it from the mark that is tapped
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
    if (!other) return move([to[0] - from[0], to[1] - from[1]])
    const before = apart(from, other)
    if (before > 1) zoom(apart(to, other) / before, [(to[0] + other[0]) / 2, (to[1] + other[1]) / 2])
  }

  function released(event: PointerEvent): void {
    const was = down.current.delete(event.pointerId)
    if (was && event.type === 'pointerup' && strayed.current < STILL) tap(at(event))
  }

  function turned(event: WheelEvent): void {
    if (!event.ctrlKey) return // else the page is scrolled, as everywhere
    event.preventDefault()
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, at(event))
  }

  return {
    onPointerDown: pressed, onPointerMove: dragged, onPointerUp: released,
    onPointerCancel: released, onWheel: turned,
  }
}

function at(event: MouseEvent): Pixel {
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect()
  return [event.clientX - left, event.clientY - top]
}

function apart([x, y]: Pixel, [toX, toY]: Pixel): number {
  return Math.hypot(toX - x, toY - y)
}
