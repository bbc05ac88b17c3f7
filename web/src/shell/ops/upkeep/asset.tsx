// The upkeep of one asset: what is due, what was done; whoever manages it enters what a firm did.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { date } from '../../../lib/fmt.ts'
import { how, language, t } from '../../../lib/i18n.ts'
import { useNewest } from '../../../lib/newest.ts'
import { put } from '../../../lib/sending.ts'
import { instant } from '../../../lib/wall.ts'
import { Button, Confirm, Load, Tag, Timeline } from '../../../ui/base.tsx'
import { type Check, useForm } from '../../../ui/filling.tsx'
import { Field } from '../../../ui/form.tsx'
import { usePaged } from '../pages.ts'
import { useShots } from '../shots.tsx'
import { type AssetNow, type Gives, type Role, type Takes, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { said, who } from '../words.ts'
import { type Duty, DutiesOf } from './duties.tsx'

type Record_ = Gives<'/v1/facilities/assets/{asset_id}/maintenances'>['items'][number]
const RESULTS = ['qualified', 'unqualified'] as const
const EMPTY = { done_at: '', by: '', report: '', result: '', note: '', next_due: '' }
const CONFIRM: Role[] = ['community_worker', 'official']
type Props = { of: AssetNow; duties: Duty[]; again: () => Promise<unknown> }

export function Upkeep({ of }: { of: AssetNow }): VNode {
  const path = { asset_id: of.id }
  const { roles } = useWatcher()
  const due = useNewest(() => whole(got(api.GET('/v1/facilities/assets/{asset_id}/upkeep', { params: { path } }))), [of.id], of.version)
  const done = usePaged(after => whole(got(api.GET('/v1/facilities/assets/{asset_id}/maintenances', { params: { path, query: { after } } }))), [of.id], { version: of.version })
  const again = () => Promise.all([due.reload(), done.reload()])
  return (
    <section aria-labelledby="upkeep">
      <h2 id="upkeep">{t('ops.upkeep')}</h2>
      <Load of={due} quiet isEmpty={({ items }) => !items.length} empty={<p class="meta">{t('ops.no-upkeep')}</p>}>
        {({ items }) => (
          <>
            <DutiesOf rows={items} caption={t('ops.upkeep-count', { count: items.length })} />
            {roles.includes('property_manager') && <details><summary>{t('ops.enter-upkeep')}</summary><Enter of={of} duties={items} again={again} /></details>}
          </>
        )}
      </Load>
      <Load of={done} quiet isEmpty={rows => !rows.length} empty={null}>
        {rows => <Timeline label={t('ops.upkeep-done')} of={rows.map(one => ({ id: one.id, at: one.done_at, what: said('did', one.what), by: one.by, more: <Told of={one} asset={of.id} again={again} /> }))} />}
      </Load>
      {done.further && <Button onClick={done.further}>{t('ops.show-more')}</Button>}
    </section>
  )
}

/** What waits does not count yet: another than who entered it sees the paper, or the thing itself. */
function Told({ of, asset, again }: { of: Record_; asset: string; again: () => Promise<unknown> }): VNode {
  const { id: me, roles } = useWatcher()
  const may = of.waits && of.entered_by !== me && CONFIRM.some(role => roles.includes(role))
  async function confirm(): Promise<void> {
    const path = { asset_id: asset, record_id: of.id }
    await got(api.POST('/v1/facilities/assets/{asset_id}/maintenances/{record_id}/confirmations', { params: { path }, body: { note: '' } }))
    await again()
  }
  return (
    <>
      <span class="meta">
        {of.result && `${t(`ops.result.${of.result}`)} · `}{of.report && `${of.report} · `}{of.note && `${of.note} · `}{t('ops.entered-by', { who: who(of.entered_by, me) })}{of.next_due && ` · ${t('ops.next-due', { day: date(of.next_due, how()) })}`}
        {of.photos.map((one, n) => <> <a key={one.id} href={one.address} target="_blank" rel="noreferrer">{t('photo.number', { no: n + 1 })}</a></>)}
        {of.waits && <> <Tag kind="warning">{t('ops.upkeep-waits')}</Tag></>}
      </span>
      {may && <Confirm title={t('ops.confirm-upkeep')} action={t('ops.confirm-upkeep')} done={confirm}><p>{t('ops.confirm-upkeep-what')}</p></Confirm>}
    </>
  )
}

/** `done_at` is a day and an hour on the wall, as the firm's paper says. */
function Enter({ of, duties, again }: Props): VNode {
  const [row, choose] = useState(duties[0]?.row ?? '')
  const [said_, say] = useState(EMPTY)
  const { ids: photos, wait, field } = useShots('done-photos', (photo, told) => put('/v1/facilities/photos', photo, newKey(), told, { community: of.community }))
  const { key, summary, fault, sending } = useForm([row, said_, photos])
  const inspects = duties.find(one => one.row === row)?.what === 'inspect'
  const passed = inspects && said_.result === 'qualified'
  async function enter(): Promise<void> {
    const needed = [['done-at', said_.done_at], ['done-by', said_.by], ...(inspects ? [['done-result', said_.result]] : []), ...(passed ? [['next-due', said_.next_due]] : [])] as const
    const missing = needed.map(([id = '', text]): Check => [id, !text?.trim(), t('ops.write-something')])
    await sending([...missing, ['done-photos', wait, t('ops.photos-wait')]], async () => {
      const body: Takes<'/v1/facilities/assets/{asset_id}/maintenances', 'post'> = {
        row, done_at: new Date(instant(said_.done_at, how().zone) ?? NaN).toISOString(), by: said_.by.trim(), note: said_.note.trim(), photos, report: said_.report.trim() || null,
        result: inspects ? RESULTS.find(one => one === said_.result) ?? null : null, next_due: (passed && said_.next_due) || null,
      }
      await got(api.POST('/v1/facilities/assets/{asset_id}/maintenances', { params: { path: { asset_id: of.id }, header: once(key) }, body }))
      say(EMPTY)
      await again()
    })
  }
  const text = (name: keyof typeof said_) => (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement }) => say({ ...said_, [name]: event.currentTarget.value })
  return (
    <div class="written">
      {summary}
      <Field id="row" label={t('ops.to-do')}>
        {control => <select {...control} value={row} onChange={event => choose(event.currentTarget.value)}>{duties.map(one => <option key={one.row} value={one.row}>{one[language.value]}</option>)}</select>}
      </Field>
      <Field id="done-at" label={t('ops.done-at')} fault={fault('done-at')}>{control => <input {...control} type="datetime-local" value={said_.done_at} onInput={text('done_at')} />}</Field>
      <Field id="done-by" label={t('ops.done-by')} hint={t('ops.done-by-hint')} fault={fault('done-by')}>{control => <input {...control} value={said_.by} maxLength={200} onInput={text('by')} />}</Field>
      <Field id="done-report" label={t('ops.report-number')} optional={!inspects}>{control => <input {...control} value={said_.report} maxLength={200} onInput={text('report')} />}</Field>
      {inspects && (
        <Field id="done-result" label={t('ops.result')} fault={fault('done-result')}>
          {control => <select {...control} value={said_.result} onChange={text('result')}><option value="">{t('form.pick')}</option>{RESULTS.map(one => <option key={one} value={one}>{t(`ops.result.${one}`)}</option>)}</select>}
        </Field>
      )}
      {passed && <Field id="next-due" label={t('ops.next-inspection')} fault={fault('next-due')}>{control => <input {...control} type="date" value={said_.next_due} onInput={text('next_due')} />}</Field>}
      <Field id="done-note" label={t('ops.note')} optional>{control => <textarea {...control} rows={2} maxLength={500} value={said_.note} onInput={text('note')} />}</Field>
      {field}
      <Button kind="main" onClick={enter}>{t('ops.enter-upkeep')}</Button>
    </div>
  )
}
