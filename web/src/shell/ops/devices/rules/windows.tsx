// When a device is worked on, so that nothing new is raised, or tested, so that it is a drill.

import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { api, got, once } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { how, t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { HOUR } from '../../../../lib/steps.ts'
import { instant } from '../../../../lib/wall.ts'
import { Button, Confirm, Load, Table, Tag, When } from '../../../../ui/base.tsx'
import { useForm } from '../../../../ui/filling.tsx'
import { Field } from '../../../../ui/form.tsx'
import { Select } from '../../../../ui/select.tsx'
import { type Gives, whole } from '../../types.ts'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { may } from '../may.ts'
import type { Device, Kind } from '../types.ts'

type Window = Gives<'/v1/devices/{device_id}/windows'>['items'][number]
const OFTEN = 30 // seconds
const HOURS = [1, 2, 4, 8]
const LONG = [24, 72, 168]
const WHYS = ['maintenance', 'test'] as const
const FRESH = { why: 'maintenance' as (typeof WHYS)[number], hours: 2, from: '', reason: '' }

export function Windows({ device, kind }: { device: Device; kind: Kind }): VNode {
  const { id: me, roles } = useWatcher()
  const opens = may('window', roles) && device.state !== 'retired'
  const path = { device_id: device.id }
  const found = useLoad(() => whole(got(api.GET('/v1/devices/{device_id}/windows', { params: { path } }))), [device.id], OFTEN)
  const end = (one: Window) => async () => {
    await got(api.POST('/v1/devices/{device_id}/windows/{device_window_id}/endings', { params: { path: { ...path, device_window_id: one.id } } }))
    await found.reload()
  }
  return (
    <section aria-labelledby="windows">
      <h2 id="windows">{t('rule.windows')}</h2>
      <Load of={found} quiet isEmpty={({ items }) => !items.length} empty={<p class="meta">{t('rule.no-windows')}</p>}>
        {({ items }) => (
          <Table caption={t('rule.windows-count', { count: items.length })} rows={[...items].reverse()} id={one => one.id} columns={[
            { title: t('rule.window-why'), cell: one => <><strong>{t(`rule.window.${one.why === 'test' ? 'test' : 'maintenance'}`)}</strong> {one.reason}</> },
            { title: t('rule.window-when'), cell: one => <><When at={one.begins} /> – <When at={one.until} /></> },
            { title: t('rule.state'), cell: one => <StateOf window={one} /> },
            { title: t('rule.by'), cell: one => <>{who(one.by, me)}{one.ended_by && ` · ${t('rule.ended-by', { who: who(one.ended_by, me) })}`}</> },
            ...(opens ? [{ title: t('ops.act'), cell: (one: Window) => stands(one) !== 'over' && <Confirm title={t('rule.window-end-title')} action={t('rule.window-end')} done={end(one)}><p>{t('rule.window-end-what')}</p></Confirm> }] : []),
          ]} />
        )}
      </Load>
      {opens && <details><summary>{t('rule.window-open')}</summary><Open device={device} kind={kind} again={found.reload} /></details>}
    </section>
  )
}

function stands(one: Window): 'ahead' | 'now' | 'over' {
  const now = Date.now()
  return Date.parse(one.until) <= now ? 'over' : Date.parse(one.begins) > now ? 'ahead' : 'now'
}

const StateOf = ({ window }: { window: Window }): VNode => <Tag kind={stands(window) === 'now' ? 'warning' : 'plain'}>{t(`rule.window-is.${stands(window)}`)}</Tag>

function Open({ device, kind, again }: { device: Device; kind: Kind; again: () => Promise<unknown> }): VNode | null {
  const draft = useDraft(`window:${device.id}`, () => FRESH)
  const said = draft.value ?? FRESH
  const { key, summary, fault, sending } = useForm(said)
  const sent = useRef<{ key: string; from: number } | null>(null)
  if (!draft.value) return null
  const reason = said.reason.trim()
  async function open(): Promise<void> {
    if (sent.current?.key !== key) sent.current = { key, from: said.from ? instant(said.from, how().zone) ?? NaN : Date.now() } // pressed again, it is the same
    const { from } = sent.current
    const spelled = (at: number): string => new Date(at).toISOString()
    await sending([['window-reason', reason.length < 2, t('ops.write-something')]], async () => {
      await got(api.POST('/v1/devices/{device_id}/windows', { params: { path: { device_id: device.id }, header: once(key) }, body: { why: said.why, from: spelled(from), until: spelled(from + said.hours * HOUR), reason } }))
      draft.set(FRESH)
      await draft.done()
      await again()
    })
  }
  return (
    <div class="written">
      {summary}
      <Field id="window-why" label={t('rule.window-why')} hint={t(said.why === 'test' ? 'rule.window-what.test' : 'rule.window-what.maintenance')}>
        {control => <Select control={control} of={WHYS} value={said.why} word={one => t(`rule.window.${one}`)} set={why => draft.set({ why })} />}
      </Field>
      <Field id="window-from" label={t('rule.window-from')} hint={t('rule.window-from-hint')} optional>{control => <input {...control} type="datetime-local" value={said.from} onInput={event => draft.set({ from: event.currentTarget.value })} />}</Field>
      <Field id="window-hours" label={t('rule.window-hours')} hint={kind.safety ? t('rule.window-short') : undefined}>
        {control => <Select control={control} of={[...HOURS, ...(kind.safety ? [] : LONG)]} value={said.hours} word={count => t('rule.hours-count', { count })} set={hours => draft.set({ hours })} />}
      </Field>
      <Field id="window-reason" label={t('rule.reason')} fault={fault('window-reason')}>{control => <textarea {...control} rows={2} maxLength={500} value={said.reason} onInput={event => draft.set({ reason: event.currentTarget.value })} />}</Field>
      <Button kind="main" onClick={open}>{t('rule.window-open')}</Button>
    </div>
  )
}
