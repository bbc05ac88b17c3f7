// Choosing a CSV file and sending it: what is wrong with the choice stands at the field.

import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../../lib/i18n.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'

interface Props {
  hint: string
  action: string
  send: (file: File) => Promise<unknown>
  chosen?: (file: File | undefined) => unknown
  children?: ComponentChildren // of the file that is chosen, or of how far it is sent
}

export function CsvFile(p: Props): VNode {
  const [file, choose] = useState<File>()
  const [missing, miss] = useState(false)
  async function send(): Promise<void> {
    miss(!file)
    if (!file) return document.getElementById('file')?.focus()
    await p.send(file)
  }
  function pick(one: File | undefined): void {
    choose(one)
    void p.chosen?.(one)
  }
  return (
    <>
      <Field id="file" label={t('ops.file')} hint={p.hint} fault={missing ? t('ops.file-missing') : undefined}>
        {control => <input {...control} type="file" accept=".csv,text/csv" onChange={event => pick(event.currentTarget.files?.[0])} />}
      </Field>
      {p.children}
      <Button kind="main" onClick={send}>{p.action}</Button>
    </>
  )
}
