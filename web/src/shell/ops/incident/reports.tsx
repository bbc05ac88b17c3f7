// Whom the law wants told, by when, and who was. Linli sends nothing itself: a person tells, and
// writes down that he did.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { lazy } from '../../../lib/lazy.ts'
import { useNewest } from '../../../lib/newest.ts'
import { cited } from '../../../lib/noted.ts'
import { Clock, Load, Tag, When } from '../../../ui/base.tsx'
import { type Detail, type Role, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { isSo, said, who } from '../words.ts'
import type { Telling } from './telling.tsx'

const Tell = lazy<Telling>(() => import('./telling.tsx'))
const REPORTERS = ['grid_worker', 'community_worker', 'property_manager', 'official']
const HELPERS: Role[] = ['grid_worker', 'community_worker', 'official']

export function Reports({ of, again }: { of: Detail; again: () => unknown }): VNode {
  const path = { incident_id: of.id }
  const told = useNewest(() => whole(got(api.GET('/v1/incidents/{incident_id}/reports', { params: { path } }))), [of.id], of.version)
  const { id: me, roles } = useWatcher()
  const may = REPORTERS.some(role => roles.includes(role as never))
  return (
    <section aria-labelledby="reports">
      <h2 id="reports">{t('ops.reports')}</h2>
      <Load of={told} quiet isEmpty={({ duties }) => !duties.length} empty={<p class="meta">{t(of.drill ? 'ops.no-reports-drill' : 'ops.no-reports')}</p>}>
        {({ duties, reports }) => (
          <ul class="bare">
            {duties.map(one => (
              <li key={one.incident + one.id}>
                <strong>{said('who', one.by || 'anybody')} → {one.to ? word('to', one.to) : said('who', 'anybody')}</strong>{' '}
                {one.reported ? <Tag kind={one.late ? 'warning' : 'ok'}>{t(one.late ? 'ops.reported-late' : 'ops.reported')}</Tag> : <Clock until={one.deadline} />}
                {one.incident !== of.id && <div><a href={`/ops/e/${one.incident}`}>{t('ops.report-of-joined')}</a></div>}
                <div class="meta">{cited(one.article)}{!one.verified && ` (${t('ops.unverified')})`} · {word('channel', one.channel)}</div>
                {reports.filter(report => report.incident === one.incident && report.duty === one.id).map(report => (
                  <p key={report.seq} class="meta"><When at={report.said_at} /> {who(report.by, me)} · {isSo(word('channel', report.channel), report.text)}</p>
                ))}
                {may && <details><summary>{t(one.reported || one.id.includes('@') ? 'ops.supplement' : 'ops.report')}</summary><Tell duty={one} of={of} again={again} /></details>}
              </li>
            ))}
          </ul>
        )}
      </Load>
      <p><a href={`/ops/e/${of.id}/sheet?to=119`}>{t('ops.sheet-119')}</a> · <a href={`/ops/e/${of.id}/sheet?to=120`}>{t('ops.sheet-120')}</a> · <a href={`/ops/e/${of.id}/sheet?to=110`}>{t('ops.sheet-110')}</a>{HELPERS.some(role => roles.includes(role)) && <> · <a href={`/ops/e/${of.id}/affected`}>{t('ops.people-affected')}</a></>}</p>
    </section>
  )
}
