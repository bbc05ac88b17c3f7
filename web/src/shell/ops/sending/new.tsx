// Drafting a message to many: nothing goes out before its preview was seen and it was started.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { go } from '../../../lib/router.ts'
import { ActionBar, Button } from '../../../ui/base.tsx'
import { type Check, useForm } from '../../../ui/filling.tsx'
import { Field } from '../../../ui/form.tsx'
import { Select } from '../../../ui/select.tsx'
import { Post, within } from '../watcher.tsx'
import { said } from '../words.ts'

type Channel = 'sms' | 'voice'
type Urgency = 'P1' | 'P2' | 'P3' | 'P4'
const URGENCIES: Urgency[] = ['P1', 'P2', 'P3', 'P4']

export default function Screen(): VNode {
  return <Post title={t('ops.new-bulk')} back={within('/ops/suppliers')}>{community => <Draft community={community} />}</Post>
}

function Draft({ community }: { community: string }): VNode {
  const [texts, write] = useState({ zh: '', en: '' })
  const [channel, choose] = useState<Channel>('sms')
  const [urgency, set] = useState<Urgency>('P3')
  const { key, summary, fault, sending } = useForm([texts, channel, urgency])
  const missing = (id: 'zh' | 'en'): Check => [id, !texts[id].trim(), t('ops.write-something')]
  async function draft(): Promise<void> {
    await sending([missing('zh'), missing('en')], async () => {
      const made = await got(api.POST('/v1/notify/bulks', { params: { header: once(key) }, body: { place: community, texts, channel, urgency, expires_in: 120 } }))
      go(within(`/ops/suppliers/${made.id}`))
    })
  }
  return (
    <>
      {summary}
      <Field id="zh" label={t('ops.text-zh')} fault={fault('zh')}>{control => <textarea {...control} lang="zh-CN" rows={3} value={texts.zh} onInput={event => write({ ...texts, zh: event.currentTarget.value })} />}</Field>
      <Field id="en" label={t('ops.text-en')} fault={fault('en')}>{control => <textarea {...control} lang="en" rows={3} value={texts.en} onInput={event => write({ ...texts, en: event.currentTarget.value })} />}</Field>
      <Field id="channel" label={t('ops.channel')}>
        {control => <Select control={control} of={['sms', 'voice']} value={channel} word={one => said('sent-by', one)} set={choose} />}
      </Field>
      <Field id="urgency" label={t('ops.priority')}>
        {control => <Select control={control} of={URGENCIES} value={urgency} word={one => one} set={set} />}
      </Field>
      <ActionBar><Button kind="main" onClick={draft}>{t('ops.preview-first')}</Button></ActionBar>
    </>
  )
}
