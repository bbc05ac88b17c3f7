// What I was told, the latest first. That it came is said when it is shown, that it was read only
// when its person says so.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, type Got, got, newKey, once } from '../../lib/api.ts'
import { t } from '../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../lib/load.ts'
import { Button, Load, Tag, When } from '../../ui/base.tsx'

type Told = Got<'/v1/notify/notices'>['items'][number]
const OFTEN = 15 // seconds
const FALL = 'sighting#' // what such a notice is about

type Inbox = Loaded<Got<'/v1/notify/notices'>>

export const useInbox = (after = ''): Inbox => useLoad(() => got(api.GET('/v1/notify/notices', { params: { query: { after } } })), [after], OFTEN)

const isToDo = (one: Told): boolean => one.kind === 'action' && !one.answered_at

/** What waits for an answer of mine, and nothing else. */
export const ToDo = ({ of }: { of: Inbox }): VNode => <Those of={of} which={isToDo} empty={t('home.nothing-to-do')} quiet />

export const Notices = ({ of }: { of: Inbox }): VNode => <Those of={of} which={one => !isToDo(one)} empty={t('notices.none')} older />

/** Also what waits for an answer, as only the latest of that stand above. */
function Older({ after }: { after: string }): VNode {
  const [open, show] = useState(false)
  return open ? <Earlier after={after} /> : <Button onClick={() => show(true)}>{t('notices.older')}</Button>
}

const Earlier = ({ after }: { after: string }): VNode => <Those of={useInbox(after)} which={() => true} quiet older />

function Those({ of, which, empty, quiet, older }: { of: Inbox; which: (one: Told) => boolean; empty?: string; quiet?: boolean; older?: boolean }): VNode {
  return (
    <Load of={of} quiet={Boolean(quiet)}>
      {({ items, next }) => (
        <>
          {items.some(which) ? (
            <ul class="bare cards">
              {items.filter(which).map(one => <Notice key={one.id} of={one} again={of.reload} />)}
            </ul>
          ) : empty && <p class="empty">{empty}</p>}
          {older && next && <Older after={next} />}
        </>
      )}
    </Load>
  )
}

function Notice({ of, again }: { of: Told; again: () => unknown }): VNode {
  const id = { notice_id: of.id }
  useEffect(() => {
    if (of.delivered_at || of.read_at) return
    const shown = api.POST('/v1/notify/notices/{notice_id}/receipts', {
      params: { path: id },
      body: { kind: 'delivered' },
    })
    shown.catch(() => undefined) // said again when it is shown again
  }, [of.id])

  async function read(): Promise<void> {
    await got(api.POST('/v1/notify/notices/{notice_id}/receipts', { params: { path: id }, body: { kind: 'read' } }))
    await again()
  }
  async function received(): Promise<void> {
    await got(
      api.POST('/v1/notify/notices/{notice_id}/answers', { params: { path: id }, body: { answer: 'received' } }),
    )
    await again()
  }
  const fall = of.about.startsWith(FALL) ? of.about.slice(FALL.length) : ''
  const open = of.kind === 'action' ? !of.answered_at : !of.read_at
  return (
    <li class={open ? 'card new' : 'card'}>
      <p class="meta">
        <Tag kind={of.kind === 'warning' ? 'warning' : 'plain'}>{t(`notices.${of.kind}`)}</Tag> <When at={of.at} />
      </p>
      <p>{of.text}</p>
      {!open ? <p class="meta">{t(of.kind === 'action' ? 'notices.answered' : 'notices.was-read')}</p>
        : fall && of.kind === 'action' ? <Fell id={fall} heard={received} />
        : of.kind === 'action' ? <Button kind="main" onClick={received}>{t('notices.receive')}</Button>
        : <Button onClick={read}>{t('notices.read')}</Button>}
    </li>
  )
}

/** Whether who fell is all right: he says it himself, or who was asked beside him. */
function Fell({ id, heard }: { id: string; heard: () => Promise<void> }): VNode {
  const [key] = useState(newKey)
  async function say(said: 'well' | 'help'): Promise<void> {
    const path = { sighting_id: id }
    await got(api.POST('/v1/environment/sightings/{sighting_id}/answers', { params: { path, header: once(`${key}${said}`) }, body: { said, fell: false } }))
    await heard()
  }
  return (
    <div class="pair">
      <Button kind="main" onClick={() => say('well')}>{t('notices.well')}</Button>
      <Button onClick={() => say('help')}>{t('notices.help')}</Button>
    </div>
  )
}
