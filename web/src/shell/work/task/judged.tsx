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

/** What was not gone may be looked at again: that is an act of its own. */
export function Judged(p: { to: Judging; children?: ComponentChildren }): VNode {
  const [turn, anew] = useState(0)
  return <Form key={turn} {...p} kept={() => anew(turn + 1)} />
}

function Form({ to, children, kept }: { to: Judging; children?: ComponentChildren; kept: () => void }): VNode {
  const draft = useDraft<Draft>(`judged/${to.path}`, fresh)
  const { keep, unkept } = useKeeping()
  const [missing, miss] = useState(false)
  const id = useId()
  const { value } = draft
  if (!value) return <Wait />

  async function press(said: Draft): Promise<void> {
    const note = said.note.trim()
    miss(note.length < 2)
    if (note.length < 2) return document.getElementById(id)?.focus()
    const body = to.either ? { note, gone: said.gone } : { note }
    if (!(await keep({ id: said.id, what: to.what, about: to.about, path: to.path, body }))) return
    await draft.done()
    kept()
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
      <ActionBar><Button kind="main" onClick={() => press(value)}>{to.action ?? t('work.verify')}</Button></ActionBar>
    </section>
  )
}
