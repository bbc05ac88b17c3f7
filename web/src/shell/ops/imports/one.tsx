// One import: what the file would change, what is wrong in it, and how far it is applied.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { language, t } from '../../../lib/i18n.ts'
import { filter, type Params, query } from '../../../lib/router.ts'
import { useUntil } from '../../../lib/until.ts'
import { Button, Confirm, Load, Notice, Page } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { type Import, whole } from '../types.ts'
import { within } from '../watcher.tsx'
import { listed, said } from '../words.ts'
import { Rows } from './rows.tsx'

const OFTEN = 3 // seconds
const OVER = ['applied', 'cancelled', 'failed', 'expired']
const WHICH = ['errors', 'new', 'different', 'same', 'failed'] as const
export type Which = (typeof WHICH)[number]

export default function Screen({ params }: { params: Params }): VNode {
  const path = { import_id: params.id ?? '' }
  const job = useUntil(() => whole(got(api.GET('/v1/facilities/imports/{import_id}', { params: { path } }))), [params.id], OFTEN, one => OVER.includes(one.stage))
  return (
    <Page title={t('ops.import')} back={within('/ops/imports')} wide>
      <Load of={job}>{one => <Shown of={one} again={job.reload} />}</Load>
    </Page>
  )
}

function Shown({ of, again }: { of: Import; again: () => unknown }): VNode {
  const which = WHICH.find(one => one === query.value.get('which')) ?? 'errors'
  const busy = of.stage === 'reading' || of.stage === 'applying'
  return (
    <>
      <p><strong role="status">{said('import', of.stage)}</strong>{busy && <> <progress max={100} value={of.percent} aria-label={said('import', of.stage)} /> {of.percent}%</>}</p>
      {of.why && <Notice kind="error" title={of[language.value] ?? of.why}>{of.why_row !== null && <p>{t('ops.in-row', { row: of.why_row })}</p>}</Notice>}
      {of.ignored.length > 0 && <Notice kind="warning" title={t('ops.ignored', { columns: listed(of.ignored) })} />}
      <dl class="facts">
        {(['new', 'different', 'same', 'wrong', 'duplicate'] as const).map(one => <><dt key={one}>{said('verdict', one)}</dt><dd>{of.preview[one]}</dd></>)}
        {of.applied_at && (['created', 'changed', 'skipped', 'failed', 'waiting'] as const).map(one => <><dt key={one}>{said('imported', one)}</dt><dd>{of.counts[one]}</dd></>)}
      </dl>
      <Acts of={of} again={again} />
      {of.stage !== 'reading' && (
        <>
          <fieldset class="sorts">
            <legend class="hidden">{t('ops.rows')}</legend>
            {WHICH.map(one => <label key={one} class="choice"><input type="radio" name="which" checked={which === one} onChange={() => filter({ which: one })} /> {t(`ops.rows-${one}`)}</label>)}
          </fieldset>
          <Rows key={which} id={of.id} which={which} version={of.stage} />
        </>
      )}
    </>
  )
}

export function Acts({ of, again }: { of: Import; again: () => unknown }): VNode {
  const [skip, wish] = useState(false)
  const [reason, say] = useState('')
  const path = { import_id: of.id }
  const errors = of.preview.wrong + of.preview.duplicate
  async function apply(): Promise<void> {
    await got(api.POST('/v1/facilities/imports/{import_id}/applications', { params: { path }, body: { skip_errors: skip, reason: reason.trim() || null } }))
    await again()
  }
  async function cancel(): Promise<void> {
    await got(api.POST('/v1/facilities/imports/{import_id}/cancellations', { params: { path } }))
    await again()
  }
  async function keep(): Promise<void> {
    const table = await got(api.GET('/v1/facilities/imports/{import_id}/results', { params: { path }, parseAs: 'blob' }))
    const address = URL.createObjectURL(new Blob([table as unknown as Blob], { type: 'text/csv' }))
    Object.assign(document.createElement('a'), { href: address, download: `${of.id}.csv` }).click()
    setTimeout(() => URL.revokeObjectURL(address), 60_000)
  }
  return (
    <div class="batch">
      {of.stage === 'checked' && (
        <>
          {errors > 0 && <label class="choice"><input type="checkbox" checked={skip} onChange={event => wish(event.currentTarget.checked)} /> {t('ops.skip-errors', { count: errors })}</label>}
          <Confirm title={t('ops.apply-title', { created: of.preview.new, changed: of.preview.different })} action={t('ops.apply')} done={apply}>
            {of.preview.different > 0 && (
              <Field id="moved" label={t('ops.apply-reason')} hint={t('ops.apply-reason-what')} optional>
                {control => <input {...control} maxLength={200} value={reason} onInput={event => say(event.currentTarget.value)} />}
              </Field>
            )}
          </Confirm>
        </>
      )}
      {['reading', 'checked', 'applying'].includes(of.stage) && <Confirm title={t('ops.cancel-title')} action={t('ops.cancel')} done={cancel}><p>{t('ops.cancel-what')}</p></Confirm>}
      {of.stage !== 'reading' && <Button onClick={keep}>{t('ops.results')}</Button>}
    </div>
  )
}
