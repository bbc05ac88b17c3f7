// The community on the wall: numbers, the incidents whose deadlines come next, where they are.

import type { VNode } from 'preact'
import { placeName } from '../../lib/config.ts'
import { useFollowed } from '../../lib/follow.ts'
import { language, t, word } from '../../lib/i18n.ts'
import { Clock, Grade, Load, Tag } from '../../ui/base.tsx'
import { Around } from './duty/around.tsx'
import { incidents } from './duty/ask.ts'
import { byDeadline, rings, UNTAKEN } from './order.ts'
import type { Incident } from './types.ts'
import { Post } from './watcher.tsx'
import { titled } from './words.ts'

const MOST = 8 // that fit, and can be read
const NO_TROUBLES: never[] = []

export function Wall(): VNode {
  return <Post title={t('ops.board')}>{community => <Shown community={community} />}</Post>
}

function Shown({ community }: { community: string }): VNode {
  const open = useFollowed(() => incidents(community), { community, features: ['incidents'] })
  return (
    <div class="aged">
      <Load of={open}>
        {({ rows, more }) => (
          <>
            <h2>{placeName(community, language.value)}</h2>
            <Numbers of={rows} more={more} />
            <div class="duty">
              <ul class="bare rows">
                {!rows.length && <li>{t('ops.none')}</li>}
                {byDeadline(rows).slice(0, MOST).map(one => (
                  <li key={one.id} class={one.drill ? 'drill' : ''}>
                    <Clock until={one.deadline} /> <Tag kind={one.priority === 'P1' ? 'error' : 'plain'}>{one.priority}</Tag> {one.grade && <Grade of={one.grade} brief />}{' '}
                    <strong>{titled(one)}</strong> {one.subject} · {word('stage', one.stage)}
                  </li>
                ))}
              </ul>
              <Around community={community} incidents={rows} troubles={NO_TROUBLES} />
            </div>
          </>
        )}
      </Load>
    </div>
  )
}

/** Where more are open than are looked at, each is at least so many. */
export function Numbers({ of, more }: { of: Incident[]; more: boolean }): VNode {
  const counts = [
    ['ops.wall-open', of.length], ['ops.wall-urgent', rings(of).length],
    ['ops.wall-untaken', of.filter(one => UNTAKEN.includes(one.stage)).length], ['ops.wall-overdue', of.filter(one => one.overdue).length],
  ] as const
  return <dl class="numbers">{counts.map(([name, count]) => <div key={name}><dt>{t(name)}</dt><dd>{more ? `${count}+` : count}</dd></div>)}</dl>
}
