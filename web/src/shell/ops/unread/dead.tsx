// What died in a feature's queues after five tries: how many, and having them tried again.

import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { number } from '../../../lib/quantities.ts'
import { Confirm, Load, Timeline } from '../../../ui/base.tsx'
import { type Gives, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { who } from '../words.ts'
import { type Feature, OFTEN, type Redrive, redrives } from './routes.ts'

type Found = Gives<'/v1/facilities/redrives'>

export function Dead({ of }: { of: Feature }): VNode {
  const found = useLoad(() => whole(got(api.GET(redrives(of)))), [of], OFTEN)
  return (
    <>
      <h3>{t('ops.dead')}</h3>
      <Load of={found} quiet>{data => <Shown of={of} data={data} again={found.reload} />}</Load>
    </>
  )
}

function Shown({ of, data: { waiting, items }, again }: { of: Feature; data: Found; again: () => Promise<void> }): VNode {
  const key = useRef(newKey()) // kept until it was answered: what was cut short is gone on with
  const [going, go] = useState<{ moved: number; all: number }>()
  const [told, tell] = useState('')
  async function redrive(): Promise<void> {
    let moved = 0
    try {
      for (let left = waiting; left > 0 && moved < waiting; ) {
        go({ moved, all: waiting })
        const done = await whole(got(api.POST(redrives(of), { params: { header: once(key.current) } })))
        key.current = newKey()
        moved += done.moved
        left = done.moved ? done.left ?? 0 : 0
      }
    } finally {
      go(undefined)
      tell(t('ops.redriven', { moved, all: waiting }))
      void again()
    }
  }
  return (
    <>
      <p>{waiting ? t('ops.dead-count', { count: number(waiting) }) : t('ops.dead-none')}</p>
      <p role="status">{going ? <><progress max={going.all} value={going.moved} aria-label={t('ops.redrive')} /> {going.moved} / {going.all}</> : told}</p>
      {waiting > 0 && <Confirm title={t('ops.redrive-title', { count: waiting })} action={t('ops.redrive')} done={redrive}><p>{t('ops.redrive-what')}</p></Confirm>}
      {items.length > 0 && <Past items={items} />}
    </>
  )
}

function Past({ items }: { items: readonly Redrive[] }): VNode {
  const { id: me } = useWatcher()
  const label = t('ops.redriven-before')
  const said = (one: Redrive): string => (one.ended_at ? t('ops.redriven', { moved: one.moved, all: one.found }) : t('ops.redrive-cut', { all: one.found }))
  return (
    <details>
      <summary>{label}</summary>
      <Timeline label={label} of={items.map(one => ({ id: one.id, at: one.at, what: said(one), by: who(one.by, me) }))} />
    </details>
  )
}
