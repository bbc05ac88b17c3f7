// 巡检: what is walked now, what is due, and what was walked lately.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { Load, Tag, When } from '../../../ui/base.tsx'
import { useToday } from '../today.tsx'
import { Desk, type Worker } from '../worker.tsx'
import { Due } from './due.tsx'

const LATEST = 10

export function Patrols(): VNode {
  return <Desk title={t('work.patrol')}>{worker => <List {...worker} />}</Desk>
}

function List(worker: Worker): VNode {
  const heard = useToday(worker)
  return (
    <Load of={heard}>
      {data => {
        const walked = data.patrols.filter(one => one.state === 'ended').slice(0, LATEST)
        const idle = !data.plans.length && !data.patrols.some(one => one.state === 'walking')
        return (
          <>
            {idle && <p class="empty">{t('work.no-patrol')}</p>}
            <Due of={data} />
            {walked.length > 0 && (
              <section>
                <h2>{t('work.walked')}</h2>
                <ul class="bare">
                  {walked.map(one => (
                    <li key={one.id} class="task">
                      <a href={`/work/patrol/${one.id}`}>{one.title}</a>
                      <p class="meta"><When at={one.ended_at ?? one.begun_at} /> · {t('work.looked', { done: Object.keys(one.checked ?? {}).length, all: one.route.length })} {Boolean(one.found) && <Tag kind="warning">{t('work.found-count', { count: one.found ?? 0 })}</Tag>}</p>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )
      }}
    </Load>
  )
}
