// 上报: where, what, whether it is known already, and then words and a photograph. It is the report
// that residents make as well.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { newKey } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { language, t, word } from '../../../lib/i18n.ts'
import { useLast } from '../../../lib/last.ts'
import { useLoad } from '../../../lib/load.ts'
import { acts } from '../../../lib/own.ts'
import { filter, query } from '../../../lib/router.ts'
import { ActionBar, Button, Load, Notice, Tag, Wait } from '../../../ui/base.tsx'
import { ErrorSummary, Field, type Wrong } from '../../../ui/form.tsx'
import { Photo } from '../../../ui/photo.tsx'
import { categories } from '../ask.ts'
import { NotKept, useKeeping, Waits } from '../keeping.tsx'
import { useKeptPhotos } from '../shots.ts'
import { Desk, type Worker } from '../worker.tsx'
import { type Draft, fresh, reached, type Step, STEPS } from './draft.ts'
import { Known } from './known.tsx'
import { PlaceOf } from './place.tsx'
import { isSomewhere, whereOf } from './spot.ts'

export default function Report(): VNode {
  return <Desk title={t('work.report')}>{worker => <Asked worker={worker} />}</Desk>
}

function Asked({ worker }: { worker: Worker }): VNode {
  const [sent, send] = useState<string>()
  return sent ? <Kept id={sent} again={() => (to('where'), send(undefined))} /> : <Form worker={worker} kept={send} />
}

const to = (step: Step): void => filter({ step })

function Form({ worker: { community }, kept }: { worker: Worker; kept: (id: string) => void }): VNode {
  const draft = useDraft<Draft>(`report/${community}`, () => fresh(newKey()))
  const photo = useKeptPhotos(draft.value?.photos, photos => draft.set({ photos }))
  const sorts = useLast(`categories/${community}`, useLoad(() => categories(community), [community]))
  const { keep, unkept } = useKeeping()
  const [wrong, setWrong] = useState<Wrong[]>([])
  const [turn, setTurn] = useState(0)
  const { value } = draft
  if (!value) return <Wait />
  const step = reached(query.value.get('step'), value)

  function judge(found: Wrong[]): boolean {
    setWrong(found)
    setTurn(now => now + 1)
    return !found.length
  }

  async function press(one: Draft): Promise<void> {
    const words = one.words.trim()
    const found: Wrong[] = []
    if (words.length < 2) found.push({ id: 'words', words: t('work.note-missing') })
    if (photo.busy) found.push({ id: 'report-photo', words: t('work.photo-busy') })
    if (!judge(found)) return
    const body = { community, category: one.category, where: whereOf(one.place), words, ...(one.join && { join: one.join }) }
    const attach = { to: '/v1/facilities/photos', as: 'photos', with: { community } }
    const made = { id: one.id, what: `${t('work.report')} · ${word('category', one.category)}`, about: `report/${one.id}`, path: '/v1/facilities/reports', body, attach, photos: await photo.ready() }
    if (!(await keep(made))) return
    await draft.done()
    kept(one.id)
  }

  return (
    <>
      <p class="meta">{t('work.step', { at: STEPS.indexOf(step) + 1, all: STEPS.length })}</p>
      <ErrorSummary of={wrong} turn={turn} />
      <NotKept code={unkept ?? draft.unkept} />
      {step === 'where' && (
        <>
          <PlaceOf value={value.place} set={changes => draft.set(({ place }) => ({ place: { ...place, ...changes }, join: null }))} community={community} />
          <ActionBar><Button kind="main" onClick={() => judge(isSomewhere(value.place) ? [] : [{ id: 'building', words: t('work.place-missing') }]) && to('what')}>{t('form.next-page')}</Button></ActionBar>
        </>
      )}
      {step === 'what' && (
        <>
          <Field id="category" label={t('work.category')}>
            {control => (
              <Load of={sorts} quiet>
                {all => (
                  <select {...control} value={value.category} onChange={event => draft.set({ category: event.currentTarget.value, join: null })}>
                    <option value="">{t('form.pick')}</option>
                    {all.map(one => <option key={one.id} value={one.id}>{one[language.value]} · {t(`work.severity.${one.severity}`)}</option>)}
                  </select>
                )}
              </Load>
            )}
          </Field>
          {value.category && <Known place={value.place} category={value.category} community={community} join={value.join} choose={join => draft.set({ join })} />}
          <ActionBar>
            <Button onClick={() => to('where')}>{t('app.back')}</Button>
            <Button kind="main" onClick={() => judge(value.category ? [] : [{ id: 'category', words: t('work.category-missing') }]) && to('say')}>{t('form.next-page')}</Button>
          </ActionBar>
        </>
      )}
      {step === 'say' && (
        <>
          <Grave of={sorts.data?.find(one => one.id === value.category)} />
          <Field id="words" label={t('work.words')} fault={wrong.find(one => one.id === 'words')?.words}>
            {control => <textarea {...control} rows={3} maxLength={1000} value={value.words} onInput={event => draft.set({ words: event.currentTarget.value })} />}
          </Field>
          <Field id="report-photo-field" label={t('work.photo')} optional group>{() => <Photo id="report-photo" shots={photo.shots} />}</Field>
          <ActionBar>
            <Button onClick={() => to('what')}>{t('app.back')}</Button>
            <Button kind="main" onClick={() => press(value)}>{t('work.send-report')}</Button>
          </ActionBar>
        </>
      )}
    </>
  )
}

/** What follows from its kind, by the city's rows. */
function Grave({ of }: { of: { zh: string; en: string; severity: 'critical' | 'major' | 'general'; raises: string; verified: boolean } | undefined }): VNode | null {
  if (!of) return null
  return (
    <p class="marks">
      {of[language.value]} <Tag kind={of.severity === 'critical' ? 'error' : 'plain'}>{t(`work.severity.${of.severity}`)}</Tag>{' '}
      {of.raises === 'incident' && <Tag kind="warning">{t('work.raises-incident')}</Tag>} {!of.verified && <span class="meta">{t('work.unverified')}</span>}
    </p>
  )
}

/** It is on this device; its number comes from the city. */
function Kept({ id, again }: { id: string; again: () => void }): VNode {
  const act = acts.value.find(one => one.id === id)
  const answer = act?.state === 'sent' ? (act.answer as { number?: string } | null) : null
  return (
    <>
      {act && !answer && <Waits of={[act]} />}
      {answer && <Notice kind="ok" title={t('work.reported')}><p>{t('form.number')} <strong>{answer.number}</strong></p></Notice>}
      <ActionBar><Button kind="main" onClick={again}>{t('work.another')}</Button></ActionBar>
    </>
  )
}
