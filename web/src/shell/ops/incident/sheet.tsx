// The hand-over sheet for the fire service, an ambulance or the police: read out, printed or handed over; and that
// it was, is written down.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, forPurpose, got, once } from '../../../lib/api.ts'
import { placeName } from '../../../lib/config.ts'
import { language, t, tOr, word } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { postName } from '../../../lib/noted.ts'
import { useOnce } from '../../../lib/once.ts'
import { filter, type Params, query } from '../../../lib/router.ts'
import { Button, Grade, Load, Notice, Page, When } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Select } from '../../../ui/select.tsx'
import { type Gives, whole } from '../types.ts'
import { Earlier, earlier } from './earlier.tsx'
import { figured } from './figures.ts'
import { Written } from './written.tsx'

type Sheet = Gives<'/v1/incidents/{incident_id}/handover-sheet'>
type Channel = 'phone' | 'in-person' | 'written'
const SERVICES = ['119', '120', '110'] as const
const CHANNELS: Channel[] = ['phone', 'in-person', 'written']

export default function Screen({ params }: { params: Params }): VNode {
  const path = { incident_id: params.id ?? '' }
  const to = SERVICES.find(one => one === query.value.get('to')) ?? '119'
  const sheet = useLoad(() => whole(got(api.GET('/v1/incidents/{incident_id}/handover-sheet', { params: { path, query: { to }, header: forPurpose('incident') } }))), [params.id, to])
  return (
    <Page title={t(`ops.sheet-${to}`)} back={`/ops/e/${params.id}`}>
      <p class="unprinted">{SERVICES.filter(one => one !== to).map(one => <><Button key={one} onClick={() => filter({ to: one })}>{t(`ops.sheet-${one}`)}</Button>{' '}</>)}<Button onClick={() => print()}>{t('form.print')}</Button></p>
      <Load of={sheet}>{one => <><Shown of={one} /><Told of={one} again={sheet.reload} /></>}</Load>
    </Page>
  )
}

function Shown({ of }: { of: Sheet }): VNode {
  return (
    <article class="sheet">
      {of.drill && <Notice kind="warning" title={t('ops.drill-what')} />}
      <p class="lead" lang="zh-CN">{of.zh}</p>
      <dl class="facts">
        <dt>{t('ops.number')}</dt><dd>{of.number ?? of.incident}</dd>
        <dt>{t('ops.where')}</dt><dd>{placeName(of.where.grid ?? of.where.community, language.value)} {of.where.address} · {of.where.subject}</dd>
        {of.where.access && <><dt>{t('ops.access')}</dt><dd>{of.where.access}</dd></>}
        <dt>{t('ops.grade')}</dt><dd><Grade of={of.grade} /></dd>
        {figured(of.figures).map(([title, value]) => <><dt key={title}>{title}</dt><dd>{value}</dd></>)}
        {of.contacts.map(one => <><dt key={one.post}>{t('ops.contact', { post: tOr(`ops.who.${one.post}`, postName(one.post)) })}</dt><dd>{one.name || one.person} {one.phone && <a class="button" href={`tel:${one.phone}`} data-outside>{one.phone}</a>}</dd></>)}
        <dt>{t('ops.as-of')}</dt><dd><When at={of.as_of} /></dd>
      </dl>
      <h2>{t('ops.known')}</h2>
      <ul class="plain" lang="zh-CN">{of.known.map(one => <li key={one.at + one.zh}><When at={one.at} /> {one.zh}</li>)}</ul>
      {of.records > 0 && <p>{t('ops.records', { count: of.records })}</p>}
    </article>
  )
}

function Told({ of, again }: { of: Sheet; again: () => unknown }): VNode {
  const [channel, choose] = useState<Channel>('phone')
  const [at, say] = useState('')
  const other = useOnce(`${channel}${at}`)
  const said_at = earlier(at, of.known[0]?.at ?? '')
  return (
    <section class="unprinted">
      <h2>{t('ops.hand-over')}</h2>
      <Written name={`hand-over-${of.incident}-${of.to}`} label={t('ops.hand-over-note')} action={t('ops.hand-over-done')} again={async () => { say(''); await again() }} send={(note, key) =>
        got(api.POST('/v1/incidents/{incident_id}/handover-sheet', { params: { path: { incident_id: of.incident }, header: once(`${key}${other}`) }, body: { to: of.to, channel, note, said_at, confirms: channel === 'phone' ? null : of.version } }))}>
        <Field id="channel" label={t('ops.channel')}>
          {control => <Select control={control} of={CHANNELS} value={channel} word={one => word('channel', one)} set={choose} />}
        </Field>
        <Earlier id="handed-at" label={t('ops.told-at')} value={at} say={say} />
      </Written>
    </section>
  )
}
