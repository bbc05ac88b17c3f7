// 求援: of whoever is in charge, with what is needed. It waits for nothing else that is kept here: of a
// noun of its own, it goes before photographs of the same task.

import type { VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import { newKey } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { t } from '../../../lib/i18n.ts'
import { acts } from '../../../lib/own.ts'
import { Button, Wait } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { NotKept, useKeeping, useSent, Waits } from '../keeping.tsx'
import { waiting } from '../tasks.ts'
import type { IncidentNow } from '../types.ts'
import { titleOfIncident } from '../words.ts'

interface Draft {
  id: string
  reason: string
}
interface Props {
  of: IncidentNow
  heard: number
  again: () => unknown
}
const SHORTEST = 2 // characters that the API asks for
const fresh = (): Draft => ({ id: newKey(), reason: '' })

export function Help({ of, heard, again }: Props): VNode {
  const about = `help/${of.id}`
  const [turn, anew] = useState(0)
  useSent(again, about)
  return (
    <>
      <Waits of={waiting(acts.value, about, heard)} />
      <details>
        <summary>{t('work.help')}</summary>
        <Form key={turn} of={of} about={about} kept={() => anew(turn + 1)} />
      </details>
    </>
  )
}

function Form({ of, about, kept }: { of: IncidentNow; about: string; kept: () => void }): VNode {
  const draft = useDraft<Draft>(about, fresh)
  const { keep, unkept } = useKeeping()
  const [missing, miss] = useState(false)
  const field = useId()
  const { value } = draft
  if (!value) return <Wait />

  async function press({ id, reason }: Draft): Promise<void> {
    const said = reason.trim()
    miss(said.length < SHORTEST)
    if (said.length < SHORTEST) return document.getElementById(field)?.focus()
    const made = { id, what: `${t('work.help')} · ${titleOfIncident(of)}`, about, path: `/v1/incidents/${of.id}/helps`, body: { reason: said } }
    if (!(await keep(made))) return
    await draft.done()
    kept()
  }
  return (
    <>
      <NotKept code={unkept ?? draft.unkept} />
      <Field id={field} label={t('work.help-why')} hint={t('work.help-what')} fault={missing ? t('work.note-missing') : undefined}>
        {control => <textarea {...control} rows={2} maxLength={1000} value={value.reason} onInput={event => draft.set({ reason: event.currentTarget.value })} />}
      </Field>
      <Button onClick={() => press(value)}>{t('work.help-send')}</Button>
    </>
  )
}
