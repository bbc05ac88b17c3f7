// 核实: another's work, seen on site: it is gone, or it is not.

import type { ComponentChildren, VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import { newKey } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { t } from '../../../lib/i18n.ts'
import { ActionBar, Button, Wait } from '../../../ui/base.tsx'
import { Choice, Field } from '../../../ui/form.tsx'
import { NotKept, useKeeping } from '../keeping.tsx'

interface Draft {
  id: string
  note: string
  gone: boolean
}
export interface Judging {
  about: string
  what: string
  path: string
  either: boolean // it may be said that it is not gone
  action?: string
}

const fresh = (): Draft => ({ id: newKey(), note: '', gone: true })

export function Judged({ to, children }: { to: Judging; children?: ComponentChildren }): VNode {
  const draft = useDraft<Draft>(`judged/${to.path}`, fresh)
  const { keep, unkept } = useKeeping()
  const [missing, miss] = useState(false)
  const id = useId()
  const { value } = draft
  if (!value) return <Wait />

  async function press(): Promise<void> {
    const note = (value as Draft).note.trim()
    miss(note.length < 2)
    if (note.length < 2) return document.getElementById(id)?.focus()
    const body = to.either ? { note, gone: (value as Draft).gone } : { note }
    if (await keep({ id: (value as Draft).id, what: to.what, about: to.about, path: to.path, body })) await draft.done()
  }

  return (
    <section class="act" aria-labelledby="judge">
      <h2 id="judge">{t('work.do.verify')}</h2>
      {children}
      <NotKept code={unkept ?? draft.unkept} />
      {to.either && (
        <fieldset>
          <legend>{t('work.is-it-gone')}</legend>
          <Choice type="radio" name="gone" label={t('work.gone')} on={value.gone} set={() => draft.set({ gone: true })} />
          <Choice type="radio" name="gone" label={t('work.not-gone')} on={!value.gone} set={() => draft.set({ gone: false })} />
        </fieldset>
      )}
      <Field id={id} label={t('work.seen-there')} fault={missing ? t('work.note-missing') : undefined}>
        {control => <textarea {...control} rows={3} maxLength={1000} value={value.note} onInput={event => draft.set({ note: event.currentTarget.value })} />}
      </Field>
      <ActionBar><Button kind="main" onClick={press}>{to.action ?? t('work.verify')}</Button></ActionBar>
    </section>
  )
}
