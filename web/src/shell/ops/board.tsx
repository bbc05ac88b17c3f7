// 值守: the open incidents of a community, the next deadline first; beside them where they are, and
// below how the devices are.

import type { VNode } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useFollowed } from '../../lib/follow.ts'
import { t, word } from '../../lib/i18n.ts'
import { filter, query } from '../../lib/router.ts'
import { Button, Load } from '../../ui/base.tsx'
import { Around, Health } from './duty/around.tsx'
import { ALL, incidents, MOST, troubles } from './duty/ask.ts'
import { begin, end, useBell, watched } from './duty/bell.ts'
import { List } from './duty/list.tsx'
import { byDeadline, rings, wished } from './order.ts'
import { useLoad } from '../../lib/load.ts'
import { Pick } from './pick.tsx'
import type { Incident, Role, Trouble } from './types.ts'
import { Offered } from './reliefs/offered.tsx'
import { ON_SITE, Post, useWatcher, within } from './watcher.tsx'

const RAISERS: Role[] = [...ON_SITE, 'official']
const NONE: Incident[] = []
const NO_TROUBLES: Trouble[] = []
const PRIORITIES = ['P1', 'P2', 'P3', 'P4']
const STAGES = ['dispatched', 'late', 'acknowledged', 'handled', 'verified', 'reopened']

export function Board(): VNode {
  return <Post title={t('ops.board')}>{community => <Watch community={community} />}</Post>
}

function Watch({ community }: { community: string }): VNode {
  const { id, roles } = useWatcher()
  const [most, want] = useState(MOST)
  const open = useFollowed(() => incidents(community, most), { community, features: ['incidents', 'facilities'] })
  const onSite = ON_SITE.some(role => roles.includes(role))
  const wrong = useLoad(async () => (onSite ? troubles(community) : null), [community, onSite], 15)
  useEffect(() => { if (most > MOST) void open.reload() }, [most])
  const all = open.data?.rows ?? NONE
  useBell(rings(all))
  useEffect(() => { if (watched.value) watched.value = community }, [community])
  const by = { priority: query.value.get('priority') ?? '', stage: query.value.get('stage') ?? '', mine: query.value.get('mine') === 'yes' }
  const sorted = useMemo(() => byDeadline(all), [all])
  const few = useMemo(() => wished(sorted, by, id), [sorted, by.priority, by.stage, by.mine, id])
  return (
    <>
      <Duty community={community} untaken={rings(all).length} />
      {RAISERS.some(role => roles.includes(role)) && <p><a class="button" href={within('/ops/new')}>{t('ops.raise')}</a></p>}
      <Offered community={community} again={open.reload} />
      <Filters by={by} />
      <div class="duty">
        <section class="aged" aria-label={t('ops.list')}>
          <Load of={open} isEmpty={({ rows }) => !rows.length} empty={<p>{t('ops.none')}</p>}>
            {({ rows, more }) => (
              <>
                {more && <p>{t('ops.more-than', { most })} {most < ALL && <Button small onClick={() => want(ALL)}>{t('ops.fetch-all')}</Button>}</p>}
                <List rows={few} all={rows.length} again={open.reload} />
              </>
            )}
          </Load>
        </section>
        <Around community={community} incidents={few} troubles={wrong.data ?? NO_TROUBLES} />
      </div>
      <Health troubles={wrong} incidents={all} />
    </>
  )
}

/** On duty is who asked for it; only then does it ring. */
function Duty({ community, untaken }: { community: string; untaken: number }): VNode {
  return (
    <div class="on-duty">
      {watched.value
        ? <><strong>{t('ops.watching')}</strong><Button small onClick={end}>{t('ops.stop-watching')}</Button></>
        : <><Button small onClick={() => begin(community)}>{t('ops.start-watching')}</Button><span class="meta">{t('ops.silent')}</span></>}
      <Alarm count={untaken} />
    </div>
  )
}

/** Said aloud when one more is there, not at each look. */
function Alarm({ count }: { count: number }): VNode {
  const [said, say] = useState('')
  const before = useRef(0)
  useEffect(() => {
    if (count > before.current) say(t('ops.untaken', { count }))
    if (!count) say('')
    before.current = count
  }, [count])
  return <p class="untaken" role="alert">{said && t('ops.untaken', { count })}</p>
}

function Filters({ by }: { by: { priority: string; stage: string; mine: boolean } }): VNode {
  return (
    <div class="filters">
      <Pick label={t('ops.priority')} name="priority" value={by.priority} of={PRIORITIES} word={one => one} />
      <Pick label={t('ops.stage')} name="stage" value={by.stage} of={STAGES} word={one => word('stage', one)} />
      <label class="choice">
        <input type="checkbox" checked={by.mine} onChange={event => filter({ mine: event.currentTarget.checked ? 'yes' : null })} /> {t('ops.mine')}
      </label>
    </div>
  )
}
