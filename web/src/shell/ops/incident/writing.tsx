// An act that takes a text: it stays as written when it is refused, and is sent once however often
// one presses. What is written is kept on this device until then.

import type { ComponentChildren, VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import { useDraft } from '../../../lib/drafting.ts'
import { t } from '../../../lib/i18n.ts'
import { useOnce } from '../../../lib/once.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'

const SHORTEST = 2 // characters that the API asks for

export interface Words {
  text: string | undefined // until it is known whether some are kept
  write: (text: string) => unknown
}

export interface Writes {
  label: string
  hint?: string
  action: string
  danger?: boolean
  ready?: () => boolean // whether all else is filled in; it says what is not
  send: (text: string, key: string) => Promise<unknown>
  again: () => unknown
  children?: ComponentChildren
}

/** What is written for the act of that `name`; no words are no draft. */
export function useWords(name: string): Words {
  const draft = useDraft(`words-${name}`, () => ({ text: '' }))
  return {
    text: draft.value?.text,
    write(text) {
      draft.set({ text })
      return text ? undefined : draft.done()
    },
  }
}

export default function Written({ name, ...p }: Writes & { name: string }): VNode | null {
  return <Writing {...p} words={useWords(name)} />
}

/** As Written, for who has something to do with the words when the act is another's. */
export function Writing({ words: { text, write }, ...p }: Writes & { words: Words }): VNode | null {
  const id = useId()
  const [missing, miss] = useState(false)
  const whole = text?.trim() ?? ''
  const key = useOnce(whole)
  if (text === undefined) return null
  async function send(): Promise<void> {
    miss(whole.length < SHORTEST)
    if (whole.length < SHORTEST) return document.getElementById(id)?.focus()
    if (p.ready && !p.ready()) return
    await p.send(whole, key)
    await write('')
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
