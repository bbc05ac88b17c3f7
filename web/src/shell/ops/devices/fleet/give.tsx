// Giving the units of a batch a certificate to claim by. It is shown this once: the city keeps its
// number alone, and the maker keeps the key.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got, once } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { useOnce } from '../../../../lib/once.ts'
import { useStaying } from '../../../../lib/staying.ts'
import { Button, Notice } from '../../../../ui/base.tsx'
import { Field } from '../../../../ui/form.tsx'
import { whole } from '../../types.ts'

interface Given { id: string; pem: string }
const CSR = 'CERTIFICATE REQUEST'

export function Give({ batch, again }: { batch: string; again: () => void }): VNode | null {
  const draft = useDraft<{ csr: string }>(`claim:${batch}`, () => ({ csr: '' }))
  const [turn, press] = useState(0)
  const [given, give] = useState<Given>()
  const key = useOnce(draft.value?.csr ?? '')
  if (!draft.value) return null
  const { csr } = draft.value
  async function ask(): Promise<void> {
    press(turn + 1)
    if (!csr.includes(CSR)) return document.getElementById('csr')?.focus()
    give(await whole(got(api.POST('/v1/devices/batches/{batch_id}/claims', { params: { path: { batch_id: batch }, header: once(key) }, body: { csr: `${csr.trim()}\n` } }))))
    press(0)
    draft.set({ csr: '' })
    await draft.done()
    again()
  }
  if (given) return <Once of={given} batch={batch} done={() => give(undefined)} />
  return (
    <details>
      <summary>{t('fleet.give')}</summary>
      <Field id="csr" label={t('fleet.csr')} hint={t('fleet.csr-hint')} fault={turn && !csr.includes(CSR) ? t('fleet.csr-wrong') : undefined}>
        {control => <textarea {...control} rows={6} spellcheck={false} value={csr} onInput={event => draft.set({ csr: event.currentTarget.value })} />}
      </Field>
      <Button kind="main" onClick={ask}>{t('fleet.give-do')}</Button>
    </details>
  )
}

function Once({ of, batch, done }: { of: Given; batch: string; done: () => void }): VNode {
  const [kept, keep] = useState(false)
  const [told, tell] = useState('')
  const [address, offer] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([of.pem], { type: 'application/x-pem-file' }))
    offer(made)
    return () => URL.revokeObjectURL(made)
  }, [of.pem])
  useStaying(kept ? null : t('fleet.once-leave'))
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(of.pem)
    keep(true)
    tell(t('fleet.copied'))
  }
  return (
    <Notice kind="warning" title={t('fleet.once')}>
      <p>{t('fleet.once-what')}</p>
      <textarea class="pem" readOnly rows={8} aria-label={t('fleet.certificate')} value={of.pem} onFocus={event => event.currentTarget.select()} />
      <div class="pair start">
        {address && <a class="button main" href={address} download={`${batch}-claim.pem`} onClick={() => keep(true)}>{t('fleet.download')}</a>}
        <Button onClick={copy}>{t('fleet.copy')}</Button>
        {kept && <Button onClick={done}>{t('fleet.kept')}</Button>}
      </div>
      <p role="status">{told}</p>
    </Notice>
  )
}
