// 今天: what is mine to do by its deadline, the patrols that are due, and others' work to verify. The
// most urgent that nobody has taken is taken from here.

import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { PHONE } from '../../lib/live.ts'
import { useFollowed } from '../../lib/follow.ts'
import { t, word } from '../../lib/i18n.ts'
import { useLast } from '../../lib/last.ts'
import type { Loaded } from '../../lib/load.ts'
import { isElder } from '../../lib/look.ts'
import { acts, own } from '../../lib/own.ts'
import { ActionBar, Clock, Load, Tag } from '../../ui/base.tsx'
import { ahead } from './ahead.ts'
import { OPEN, today, type Today as Heard } from './ask.ts'
import { useSent } from './keeping.tsx'
import { Due } from './patrol/due.tsx'
import { Take } from './task/take.tsx'
import { aboutOf, following, pathOf, type Task, waiting } from './tasks.ts'
import type { Entry, Incident } from './types.ts'
import { Desk, type Worker } from './worker.tsx'
import { placeOf, titleOf } from './words.ts'

type One = Task<Incident, Entry>
const FEATURES = ['incidents', 'facilities']

export function Today(): VNode {
  return <Desk title={t('work.today')}>{worker => <Mine {...worker} />}</Desk>
}

/** Also of the patrols' screen. */
export function useToday({ community, id, roles }: Worker): Loaded<Heard> {
  const heard = useFollowed(() => today(own.value, community, id, roles), { community, features: FEATURES, every: PHONE })
  const last = useLast(`today/${community}`, heard)
  useSent(heard.reload)
  useEffect(() => {
    if (heard.data && own.value) void ahead(own.value, community, heard.data)
  }, [heard.data])
  return last
}

function Mine(worker: Worker): VNode {
  const heard = useToday(worker)
  return (
    <>
      <Load of={heard} isEmpty={isQuiet} empty={<p>{t('work.none')}</p>}>
        {data => (
          <>
            <List title={t('work.mine')} of={data.tasks.filter(one => one.mine)} heard={heard.at} />
            <Due of={data} />
            <List title={t('work.to-verify')} of={data.tasks.filter(one => !one.mine)} heard={heard.at} />
            {data.more && <p role="status">{t('work.more-open', { most: OPEN })}</p>}
          </>
        )}
      </Load>
      <First of={heard} />
      {isElder() && <p><a class="button" href="/work/patrols">{t('work.patrol')}</a> <a class="button" href="/work/report">{t('work.report')}</a></p>}
      <p class="meta"><a href="/me">{t('work.me')}</a></p>
    </>
  )
}

const isQuiet = (one: Heard): boolean => !one.more && !one.tasks.length && !one.plans.length && !one.patrols.some(each => each.state === 'walking')

/** The one next action: to take what is most urgent and was not taken. */
function First({ of }: { of: Loaded<Heard> }): VNode | null {
  const next = of.data?.tasks.find(one => one.sort === 'incident' && one.todo === 'acknowledge'
    && !waiting(acts.value, aboutOf(one.sort, one.of.id), of.at ?? 0).length)
  if (next?.sort !== 'incident') return null
  return <ActionBar><Take of={next.of} title={t('work.take-this', { what: titleOf(next) })} /></ActionBar>
}

function List({ title, of, heard }: { title: string; of: One[]; heard: number | undefined }): VNode | null {
  if (!of.length) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul class="bare cards">{of.map(one => <Card key={one.of.id} of={one} heard={heard ?? 0} />)}</ul>
    </section>
  )
}

function Card({ of: one, heard }: { of: One; heard: number }): VNode {
  const waits = waiting(acts.value, aboutOf(one.sort, one.of.id), heard)
  const next = following(one.todo, waits)
  const where = one.sort === 'incident' ? placeOf(one.of) : placeOf(one.of.where)
  const grave = one.sort === 'incident' ? one.of.priority : t(`work.severity.${one.of.severity}`)
  return (
    <li class="card task">
      <a href={pathOf(one.sort, one.of.id)}><strong>{titleOf(one)}</strong></a>
      <p>{where}</p>
      <p class="marks">
        <Tag kind={grave === 'P1' || one.of.overdue ? 'error' : 'plain'}>{grave}</Tag>{' '}
        {one.sort === 'incident' ? word('stage', one.of.stage) : t(`work.state.${one.of.state ?? 'open'}`)}{' '}
        <Clock until={one.deadline} />
      </p>
      <p>
        {waits.length > 0 && <Tag kind="warning">{t(waits.some(act => act.state === 'conflict' || act.state === 'refused') ? 'work.decide' : waits.every(act => act.state === 'sent') ? 'outbox.sent' : 'work.kept')}</Tag>}{' '}
        {next && t('work.next', { what: t(`work.do.${next}`) })}
      </p>
    </li>
  )
}
