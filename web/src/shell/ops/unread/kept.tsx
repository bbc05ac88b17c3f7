// A feature's quarantine: what waits, sent to its queue again one by one or all, or dropped with the
// reason; and what was.

import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { t, tOr } from '../../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../../lib/load.ts'
import { Problem } from '../../../lib/problem.ts'
import { Confirm, Load, Table, Timeline, When } from '../../../ui/base.tsx'
import { upTo } from '../pages.ts'
import { whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { who } from '../words.ts'
import { drops, type Feature, MOST, kept, OFTEN, replays, type Unread } from './routes.ts'

type Found = { rows: Unread[]; more: boolean }

export function Kept({ of }: { of: Feature }): VNode {
  const found = useLoad(() => upTo<Unread>(MOST, after => page(of, { after })), [of], OFTEN)
  return <Load of={found}>{data => <Shown of={of} data={data} again={found.reload} />}</Load>
}

const page = (of: Feature, query: { after?: string; replayed?: boolean }) => whole(got(api.GET(kept(of), { params: { query } })))

function Shown({ of, data: { rows, more }, again }: { of: Feature; data: Found; again: Loaded<Found>['reload'] }): VNode {
  const keys = useRef(new Map<string, string>()) // what is sent once more because its answer was lost is the same
  const [told, tell] = useState('')
  const [turn, next] = useState(0)
  async function replay(one: Unread): Promise<void> {
    const key = keys.current.get(one.id) ?? newKey()
    keys.current.set(one.id, key)
    try {
      await got(api.POST(replays(of), { params: { path: { message_id: one.id }, header: once(key) } }))
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'already-replayed')) throw error // somebody was quicker
    }
  }
  async function send(wanted: Unread[]): Promise<void> {
    let done = 0
    try {
      for (const one of wanted) {
        tell(t('ops.replaying', { done, all: wanted.length }))
        await replay(one)
        done += 1
      }
    } finally {
      tell(t('ops.replayed', { done, all: wanted.length }))
      next(turn + 1)
      void again()
    }
  }
  async function drop(one: Unread, reason: string): Promise<void> {
    const key = keys.current.get(one.id + reason) ?? newKey()
    keys.current.set(one.id + reason, key)
    await got(api.POST(drops(of), { params: { path: { message_id: one.id }, header: once(key) }, body: { reason } }))
    tell(t('ops.dropped'))
    next(turn + 1)
    void again()
  }
  return (
    <>
      {rows.length ? <Waiting rows={rows} send={send} drop={drop} /> : <p>{t('ops.unread-none')}</p>}
      {more && <p class="meta">{t('ops.more-than-rows', { most: MOST })}</p>}
      <p role="status">{told}</p>
      {rows.length > 1 && <Confirm title={t('ops.replay-all-title', { count: rows.length })} action={t('ops.replay-all')} done={() => send(rows)}><p>{t('ops.replay-what')}</p></Confirm>}
      <Sent of={of} version={turn} />
    </>
  )
}

interface Waits { rows: Unread[]; send: (wanted: Unread[]) => Promise<void>; drop: (one: Unread, reason: string) => Promise<void> }

function Waiting({ rows, send, drop }: Waits): VNode {
  return (
    <Table caption={t('ops.unread-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
      { title: t('ops.kept-at'), cell: one => <When at={one.kept_at} /> },
      { title: t('ops.queue'), cell: one => one.queue },
      { title: t('ops.sender'), cell: one => one.device ?? one.event ?? '—' },
      { title: t('ops.why'), cell: one => why(one) },
      { title: t('ops.number'), cell: one => <code>{one.id}</code> },
      { title: t('ops.act'), cell: one => (
        <>
          <Confirm title={t('ops.replay-title')} action={t('ops.resend')} done={() => send([one])}><p>{t('ops.replay-what')}</p></Confirm>{' '}
          <Confirm title={t('ops.drop-title')} action={t('ops.drop')} reason danger done={reason => drop(one, reason)}><p>{t('ops.drop-what')}</p></Confirm>
        </>
      ) },
    ]} />
  )
}

/** Asked for once it is opened, and again when something was sent. */
function Sent({ of, version }: { of: Feature; version: number }): VNode {
  const [open, look] = useState(false)
  return (
    <details onToggle={event => look(event.currentTarget.open)}>
      <summary>{t('ops.replayed-before')}</summary>
      {open && <Before of={of} version={version} />}
    </details>
  )
}

function Before({ of, version }: { of: Feature; version: number }): VNode {
  const { id: me } = useWatcher()
  const sent = useLoad(() => page(of, { replayed: true }), [of, version])
  const by = (one: Unread): string => (one.dropped ? who(one.dropped.by, me) : one.replayed_by ? who(one.replayed_by, me) : t('ops.by-command'))
  const what = (one: Unread): string => [one.dropped && t('ops.dropped-for', { reason: one.dropped.reason }), one.queue, why(one)].filter(Boolean).join(' · ')
  return (
    <Load of={sent} quiet isEmpty={({ items }) => !items.length} empty={<p>{t('ops.unread-none')}</p>}>
      {({ items }) => (
        <Timeline label={t('ops.replayed-before')} of={items.map(one => ({
          id: one.id, at: one.dropped?.at ?? one.replayed_at ?? one.kept_at, what: what(one), by: by(one), more: <code>{one.id}</code>,
        }))} />
      )}
    </Load>
  )
}

const why = (one: Unread): string => tOr(`ops.unread.${one.why}`, one.why)
