// 处置: what was done, and photographs that show it. It is kept as one types, and once it is pressed
// it waits in the outbox until the city has it.

import type { VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import { fen } from '../../../lib/amount.ts'
import { newKey } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { moment } from '../../../lib/fmt.ts'
import { how, t } from '../../../lib/i18n.ts'
import type { New } from '../../../lib/outbox.ts'
import { ActionBar, Button, Wait } from '../../../ui/base.tsx'
import { ErrorSummary, Field, type Wrong } from '../../../ui/form.tsx'
import { Photo } from '../../../ui/photo.tsx'
import { NotKept, useKeeping } from '../keeping.tsx'
import { type Bytes, useKeptPhotos } from '../shots.ts'

interface Draft {
  id: string // of what is pressed once
  note: string
  photos: Bytes[]
  cost: string
}
export interface Target {
  about: string
  what: string
  path: string
  evidence: New['attach']
  cost?: boolean
}

const SHORTEST = 2 // characters that the API asks for
const fresh = (): Draft => ({ id: newKey(), note: '', photos: [], cost: '' })

export function Done({ to }: { to: Target }): VNode {
  const draft = useDraft<Draft>(`done/${to.about}`, fresh)
  const photo = useKeptPhotos(draft.value?.photos, photos => draft.set({ photos }))
  const { keep, unkept } = useKeeping()
  const [wrong, setWrong] = useState<Wrong[]>([])
  const [turn, setTurn] = useState(0)
  const ids = { note: useId(), photo: 'evidence', cost: useId() }
  const { value } = draft
  if (!value) return <Wait />

  async function press({ id, note, cost }: Draft): Promise<void> {
    const photos = await photo.ready()
    const found: Wrong[] = []
    if (note.trim().length < SHORTEST) found.push({ id: ids.note, words: t('work.note-missing') })
    if (photo.busy || !photos.length) found.push({ id: ids.photo, words: t(photo.busy ? 'work.photo-busy' : 'work.photo-missing') })
    if (fen(cost) === undefined) found.push({ id: ids.cost, words: t('work.cost-wrong') })
    setWrong(found)
    setTurn(now => now + 1)
    if (found.length) return
    const amount = to.cost ? { cost: fen(cost) } : {}
    const attach = to.evidence && dated(to.evidence)
    if (await keep({ id, what: to.what, about: to.about, path: to.path, body: { note: note.trim(), ...amount }, attach: attach ?? null, photos })) await draft.done()
  }

  const fault = (id: string): string | undefined => wrong.find(one => one.id === id)?.words
  return (
    <section class="act" aria-labelledby="do">
      <h2 id="do">{t('work.do.handle')}</h2>
      <ErrorSummary of={wrong} turn={turn} />
      <NotKept code={unkept ?? draft.unkept} />
      <Field id={ids.note} label={t('work.note')} fault={fault(ids.note)}>
        {control => <textarea {...control} rows={3} maxLength={1000} value={value.note} onInput={event => draft.set({ note: event.currentTarget.value })} />}
      </Field>
      <Field id={ids.photo + '-field'} label={t('work.evidence')} hint={t('work.evidence-hint')} fault={fault(ids.photo)} group>
        {() => <Photo id={ids.photo} shots={photo.shots} />}
      </Field>
      {to.cost && (
        <Field id={ids.cost} label={t('work.cost')} optional fault={fault(ids.cost)}>
          {control => <input {...control} type="text" inputMode="decimal" value={value.cost} onInput={event => draft.set({ cost: event.currentTarget.value })} />}
        </Field>
      )}
      <ActionBar><Button kind="main" onClick={() => press(value)}>{t('work.hand-over')}</Button></ActionBar>
    </section>
  )
}

/** When it was taken is said with a photograph, as it may be sent much later; facilities ask for no note. */
function dated(to: NonNullable<New['attach']>): NonNullable<New['attach']> {
  if (!to.with || !('note' in to.with)) return to
  return { ...to, with: { ...to.with, note: t('work.taken-at', { time: moment(Date.now(), Date.now(), how()) }) } }
}
