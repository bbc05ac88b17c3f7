// A maker's signed manifest, sent as he signed it: not a byte of it is changed on its way.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../../lib/api.ts'
import { placeName } from '../../../../lib/config.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { number } from '../../../../lib/quantities.ts'
import { Button, Notice } from '../../../../ui/base.tsx'
import { useForm } from '../../../../ui/filling.tsx'
import { Field } from '../../../../ui/form.tsx'
import { whole } from '../../types.ts'
import type { Batch } from './batches.tsx'

interface Draft { signature: string; hourly: string }

export function Upload({ community, again }: { community: string; again: () => unknown }): VNode | null {
  const draft = useDraft<Draft>('device-batch', () => ({ signature: '', hourly: '' }))
  const [file, pick] = useState<File>()
  const [taken, take] = useState<Batch>()
  const { summary, fault, sending } = useForm(draft.value)
  if (!draft.value) return null
  const { signature, hourly } = draft.value
  async function send(): Promise<void> {
    await sending([['manifest', !file, t('fleet.manifest-missing')], ['signature', !signature.trim(), t('fleet.signature-missing')]], async () => {
      const text = new TextDecoder('utf-8', { ignoreBOM: true, fatal: false }).decode(await file?.arrayBuffer())
      const body = { text, signature: signature.replace(/\s/g, ''), community, hourly: hourly ? Number(hourly) : null }
      take(await whole(got(api.POST('/v1/devices/batches', { body }))))
      draft.set({ signature: '', hourly: '' })
      await draft.done()
      again()
    })
  }
  return (
    <>
      {taken && <div role="status"><Notice kind="ok" title={t('fleet.batch-taken', { batch: taken.id, count: number(taken.serials) })} /></div>}
      {summary}
      <Field id="manifest" label={t('fleet.manifest')} hint={t('fleet.manifest-hint')} fault={fault('manifest')}>
        {control => <input {...control} type="file" accept=".txt,.csv,text/plain,text/csv" onChange={event => pick(event.currentTarget.files?.[0])} />}
      </Field>
      <Field id="signature" label={t('fleet.signature')} hint={t('fleet.signature-hint')} fault={fault('signature')}>
        {control => <textarea {...control} rows={3} spellcheck={false} value={signature} onInput={event => draft.set({ signature: event.currentTarget.value })} />}
      </Field>
      <Field id="hourly" label={t('fleet.hourly')} hint={t('fleet.hourly-hint')} optional>
        {control => <input {...control} type="number" min={1} max={100000} inputMode="numeric" value={hourly} onInput={event => draft.set({ hourly: event.currentTarget.value })} />}
      </Field>
      <p>{t('fleet.refusals-handled', { community: placeName(community, language.value) })}</p>
      <Button kind="main" onClick={send}>{t('fleet.upload-do')}</Button>
    </>
  )
}
