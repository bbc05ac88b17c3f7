// Photographs: taken or chosen, made small and bare here, sent with their progress, or kept for the
// outbox. One that fails says why, and is sent again or taken away.

import './form.css'
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Key, t } from '../lib/i18n.ts'
import { asProblem } from '../lib/load.ts'
import { ACCEPT, PhotoRefused, shrink } from '../lib/photo.ts'

export interface Shot {
  no: number
  name: string
  state: 'preparing' | 'ready' | 'sending' | 'sent' | 'failed' | 'refused'
  part: number // of it that is sent
  why: string
  photo?: Blob // small and bare
  address?: string // of the picture on this page
  id?: string // that the city gave it
}

/** Sends one, tells how much of it is sent, and gives the id that the city knows it by. */
export type Upload = (photo: Blob, told: (part: number) => void) => Promise<string>

export interface Shots {
  all: Shot[]
  add: (files: Iterable<File>) => void
  retry: (no: number) => void
  remove: (no: number) => void
}

/** Without `upload` they are made ready, for an outbox that sends them. */
export function usePhotos(upload?: Upload): Shots {
  const [all, setAll] = useState<Shot[]>([])
  const latest = useRef(all)
  latest.current = all
  const count = useRef(0)
  useEffect(() => () => latest.current.forEach(free), [])

  const change = (no: number, to: Partial<Shot>): void =>
    setAll(before => before.map(shot => (shot.no === no ? { ...shot, ...to } : shot)))

  async function send(no: number, photo: Blob): Promise<void> {
    if (!upload) return change(no, { state: 'ready' })
    change(no, { state: 'sending', part: 0, why: '' })
    try {
      const id = await upload(photo, part => change(no, { part }))
      change(no, { state: 'sent', part: 1, id })
    } catch (error) {
      change(no, { state: 'failed', why: asProblem(error).words })
    }
  }

  async function prepare(no: number, file: File): Promise<void> {
    try {
      const photo = await shrink(file)
      change(no, { photo, address: URL.createObjectURL(photo) })
      await send(no, photo)
    } catch (error) {
      const code = error instanceof PhotoRefused ? error.code : 'unreadable'
      change(no, { state: 'refused', why: t(`photo.${code}` as Key) })
    }
  }

  async function prepareAll(made: [number, File][]): Promise<void> {
    for (const [no, file] of made) await prepare(no, file) // one at a time: a phone has little memory
  }

  return {
    all,
    add(files) {
      const made = [...files].map((file): [number, File] => [(count.current += 1), file])
      const shots = made.map(([no, { name }]): Shot => ({ no, name, state: 'preparing', part: 0, why: '' }))
      setAll(before => [...before, ...shots])
      void prepareAll(made)
    },
    retry(no) {
      const photo = latest.current.find(shot => shot.no === no)?.photo
      if (photo) void send(no, photo)
    },
    remove(no) {
      latest.current.filter(shot => shot.no === no).forEach(free)
      setAll(before => before.filter(shot => shot.no !== no))
    },
  }
}

function free({ address }: Shot): void {
  if (address) URL.revokeObjectURL(address)
}

export function Photo({ id, shots, most = 9 }: { id: string; shots: Shots; most?: number }): VNode {
  const full = shots.all.length >= most
  return (
    <div class="photos">
      <ul class="plain">{shots.all.map(shot => <One key={shot.no} shot={shot} shots={shots} />)}</ul>
      {full ? <p class="meta">{t('photo.most', { most })}</p> : (
        <div class="pair">
          <Pick id={id} camera add={shots.add} left={most - shots.all.length} />
          <Pick id={`${id}-file`} add={shots.add} left={most - shots.all.length} />
        </div>
      )}
    </div>
  )
}

function Pick(p: { id: string; camera?: boolean; left: number; add: Shots['add'] }): VNode {
  return (
    <label class="button" for={p.id}>
      {t(p.camera ? 'photo.take' : 'photo.choose')}
      <input type="file" id={p.id} accept={ACCEPT} capture={p.camera ? 'environment' : undefined} multiple={!p.camera}
        onChange={({ currentTarget: input }) => {
          p.add([...(input.files ?? [])].slice(0, p.left))
          input.value = '' // so that the same one can be chosen again
        }} />
    </label>
  )
}

function One({ shot, shots }: { shot: Shot; shots: Shots }): VNode {
  const { no, state } = shot
  const percent = Math.round(shot.part * 100)
  return (
    <li class={`shot ${state}`}>
      {shot.address && <img src={shot.address} alt={t('photo.number', { no })} width={96} height={96} />}
      <div>
        <p role="status">{t(`photo.is-${state}` as Key)}{state === 'sending' && <span aria-hidden="true"> {percent}%</span>} {shot.why && <strong>{shot.why}</strong>}</p>
        {state === 'sending' && <progress max={100} value={percent} aria-label={t('photo.number', { no })} />}
        {state === 'failed' && <button type="button" class="small" onClick={() => shots.retry(no)}>{t('photo.retry')}</button>}
        <button type="button" class="link" aria-label={t('photo.remove-what', { no })} onClick={() => shots.remove(no)}>{t('photo.remove')}</button>
      </div>
    </li>
  )
}
