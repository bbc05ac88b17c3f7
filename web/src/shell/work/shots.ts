// Photographs of a form that is a draft: what is ready is part of what is kept, and is there again.

import { useEffect, useRef } from 'preact/hooks'
import { type Shots, usePhotos } from '../../ui/photo.tsx'

export interface Bytes {
  bytes: ArrayBuffer
  type: string
}

export interface Kept {
  shots: Shots
  busy: boolean // one is being made small: it would be left out
  ready: () => Promise<Bytes[]>
}

/** `kept` once the draft was read; `keep` gets all that are ready whenever they change. */
export function useKeptPhotos(kept: Bytes[] | undefined, keep: (photos: Bytes[]) => void): Kept {
  const shots = usePhotos()
  const restored = useRef(false)
  const changed = useRef(false)
  const ready = shots.all.flatMap(shot => (shot.state === 'ready' && shot.photo ? [shot.photo] : []))
  const which = shots.all.filter(shot => shot.state === 'ready').map(shot => shot.no).join()
  const busy = shots.all.some(shot => shot.state === 'preparing')
  const bytes = (): Promise<Bytes[]> =>
    Promise.all(ready.map(async one => ({ bytes: await one.arrayBuffer(), type: one.type })))

  useEffect(() => {
    if (!kept || restored.current) return
    restored.current = true
    shots.add(kept.map(({ bytes, type }, n) => new File([bytes], `${n + 1}`, { type })))
  }, [kept])

  useEffect(() => {
    if (busy || (!which && !changed.current)) return
    changed.current = true
    void bytes().then(keep)
  }, [which, busy])

  return { shots, busy, ready: bytes }
}
