// Whom the law wants told, by when, and who was. Linli sends nothing itself: a person tells, and
// writes down that he did.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { cited } from '../../../lib/noted.ts'
import { Button, Clock, Load, Notice, Tag, When, word } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Select } from '../../../ui/select.tsx'
import { type Detail, type Duty, type Role, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { said, who } from '../words.ts'
import { Earlier, earlier } from './earlier.tsx'
import { useOnce, Written } from './written.tsx'

const REPORTERS = ['grid_worker', 'community_worker', 'property_manager', 'official']
const HELPERS: Role[] = ['grid_worker', 'community_worker', 'official']

export function Reports({ of, again }: { of: Detail; again: () => unknown }): VNode {
  const path = { incident_id: of.id }
  const told = useLoad(() => whole(got(api.GET('/v1/incidents/{incident_id}/reports', { params: { path } }))), [of.id, of.version])
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
                  <p key={report.seq} class="meta"><When at={report.said_at} /> {who(report.by, me)} · {word('channel', report.channel)}：{report.text}</p>
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

type Channel = 'phone' | 'written' | 'network'
const CHANNELS: Channel[] = ['phone', 'written', 'network']

function Tell({ duty, of, again }: { duty: Duty; of: Detail; again: () => unknown }): VNode {
  const path = { incident_id: of.id }
  const only = CHANNELS.find(one => one === duty.channel)
  const [channel, choose] = useState<Channel>(only ?? 'phone')
  const [draft, show] = useState<string>()
  const [at, say] = useState('')
  const other = useOnce(`${channel}${at}`)
  const kind = duty.reported || duty.id.includes('@') ? 'supplement' as const : 'first' as const
  async function write(): Promise<void> {
    show((await got(api.GET('/v1/incidents/{incident_id}/reports/draft', { params: { path: { incident_id: duty.incident }, query: { duty: duty.id } } }))).zh)
  }
  return (
    <Written label={t('ops.report-text')} hint={t('ops.report-hint')} action={t('ops.report-done')} again={async () => { say(''); await again() }} send={(text, key) =>
      got(api.POST('/v1/incidents/{incident_id}/reports', { params: { path, header: once(`${key}${other}`) }, body: { duty: duty.id, incident: duty.incident, kind, channel, text, said_at: earlier(at, duty.since) } }))}>
      <Button small onClick={write}>{t('ops.draft')}</Button>
      {draft && <Notice title={t('ops.draft-is')}><p class="draft" lang="zh-CN">{draft}</p></Notice>}
      {!only && (
        <Field id={`channel-${duty.incident}-${duty.id}`} label={t('ops.channel')}>
          {control => <Select control={control} of={CHANNELS} value={channel} word={one => word('channel', one)} set={choose} />}
        </Field>
      )}
      <Earlier id={`told-${duty.incident}-${duty.id}`} label={t('ops.told-at')} value={at} say={say} />
    </Written>
  )
}
