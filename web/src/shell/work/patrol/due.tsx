// Patrols that are being walked, and plans that are due today.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { acts } from '../../../lib/own.ts'
import { Clock, Tag } from '../../../ui/base.tsx'
import type { Today } from '../ask.ts'

export function Due({ of }: { of: Today }): VNode | null {
  const walking = of.patrols.filter(one => one.state === 'walking')
  const begun = new Map(acts.value.filter(act => act.path === '/v1/facilities/patrols' && act.state !== 'sent').map(act => [act.body.plan_id, act]))
  const plans = of.plans.filter(plan => !walking.some(one => one.plan_id === plan.id))
  if (!walking.length && !plans.length) return null
  return (
    <section>
      <h2>{t('work.patrols')}</h2>
      <ul class="bare cards">
        {walking.map(one => (
          <li key={one.id} class="card task">
            <a href={`/work/patrol/${one.id}`}><strong>{one.title}</strong></a>
            <p><Tag>{t('work.walking')}</Tag> {t('work.looked', { done: Object.keys(one.checked ?? {}).length, all: one.route.length })}</p>
          </li>
        ))}
        {plans.map(one => (
          <li key={one.id} class="card task">
            <a href={begun.has(one.id) ? `/work/patrol/begun-${begun.get(one.id)?.id}` : `/work/patrol/plan-${one.id}`}><strong>{one.title}</strong></a>
            <p>{t('work.stops', { count: one.route.length })} <Clock until={one.deadline} /> {begun.has(one.id) && <Tag kind="warning">{t('work.kept')}</Tag>}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
