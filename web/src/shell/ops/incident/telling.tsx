// Writing down that somebody was told, when and how; a draft says what may be told.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { useOnce } from '../../../lib/once.ts'
import { Button, Notice } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Select } from '../../../ui/select.tsx'
import type { Detail, Duty } from '../types.ts'
import { Earlier, earlier } from './earlier.tsx'
import { Written } from './written.tsx'

export interface Telling {
  duty: Duty
  of: Detail
  again: () => unknown
}
type Channel = 'phone' | 'written' | 'network'
const CHANNELS: Channel[] = ['phone', 'written', 'network']

export default function Tell({ duty, of, again }: Telling): VNode {
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
    <Written name={`tell-${duty.incident}-${duty.id}`} label={t('ops.report-text')} hint={t('ops.report-hint')} action={t('ops.report-done')} again={async () => { say(''); await again() }} send={(text, key) =>
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
