// Photographs of a form that is a draft: what is ready is part of what is kept, and is there again.

import { useEffect, useRef } from 'preact/hooks'
import { type Shots, usePhotos } from '../../ui/photo.tsx'

export interface Bytes {
  bytes: ArrayBuffer
  type: string
}

/** `kept` once the draft was read; `keep` gets all that are ready whenever they change. */
export function useKeptPhotos(kept: Bytes[] | undefined, keep: (photos: Bytes[]) => void): Shots {
  const shots = usePhotos()
  const restored = useRef(false)
  const ready = shots.all.filter(shot => shot.state === 'ready').map(shot => shot.no).join()
  const changed = useRef(false)
  const busy = shots.all.some(shot => shot.state === 'preparing')

  useEffect(() => {
    if (!kept || restored.current) return
    restored.current = true
    shots.add(kept.map(({ bytes, type }, n) => new File([bytes], `${n + 1}`, { type })))
  }, [kept])

  useEffect(() => {
    if (busy || (!ready && !changed.current)) return
    changed.current = true
    const photos = shots.all.flatMap(shot => (shot.state === 'ready' && shot.photo ? [shot.photo] : []))
    void Promise.all(photos.map(async one => ({ bytes: await one.arrayBuffer(), type: one.type }))).then(keep)
  }, [ready, busy])

  return shots
}
