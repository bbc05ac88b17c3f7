// An act that takes a text: it stays as written when it is refused, and is sent once however often
// one presses.

import type { ComponentChildren, VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import { t } from '../../../lib/i18n.ts'
import { useOnce } from '../../../lib/once.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'

const SHORTEST = 2 // characters that the API asks for

interface Props {
  label: string
  hint?: string
  action: string
  danger?: boolean
  ready?: () => boolean // whether all else is filled in; it says what is not
  send: (text: string, key: string) => Promise<unknown>
  again: () => unknown
  children?: ComponentChildren
}

export function Written(p: Props): VNode {
  const id = useId()
  const [text, write] = useState('')
  const [missing, miss] = useState(false)
  const key = useOnce(text.trim())
  async function send(): Promise<void> {
    const whole = text.trim()
    miss(whole.length < SHORTEST)
    if (whole.length < SHORTEST) return document.getElementById(id)?.focus()
    if (p.ready && !p.ready()) return
    await p.send(whole, key)
    write('')
    await p.again()
  }
  return (
    <div class="written">
      {p.children}
      <Field id={id} label={p.label} hint={p.hint} fault={missing ? t('ops.write-something') : undefined}>
        {control => <textarea {...control} rows={3} maxLength={1000} value={text} onInput={event => write(event.currentTarget.value)} />}
      </Field>
      <Button kind={p.danger ? 'danger' : 'main'} onClick={send}>{p.action}</Button>
    </div>
  )
}
