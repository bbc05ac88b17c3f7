// What is looked at, at one thing of a route: each item in order, not in order, or not there. What is
// not in order goes into the ledger with the same press.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { newKey } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { language, t, word } from '../../../lib/i18n.ts'
import { go, type Params } from '../../../lib/router.ts'
import { ActionBar, Button, Load, Page, Wait } from '../../../ui/base.tsx'
import { Choice, ErrorSummary, Field, type Wrong } from '../../../ui/form.tsx'
import { Photo } from '../../../ui/photo.tsx'
import { NotKept, useKeeping } from '../keeping.tsx'
import { type Bytes, useKeptPhotos } from '../shots.ts'
import type { Round } from '../types.ts'
import { Desk, type Worker } from '../worker.tsx'
import { type Measure, readingsOf } from './measured.ts'
import { type At, pathOfPatrol, patrolAt } from './route.ts'
import type { Walk } from './walk.ts'
import { useRound, useWalk } from './walked.ts'

type Result = 'ok' | 'not_ok' | 'na'
const RESULTS: Result[] = ['ok', 'not_ok', 'na']
interface Draft {
  id: string
  answers: Record<string, Result>
  readings: Record<string, string>
  note: string
  photos: Bytes[]
}
const fresh = (): Draft => ({ id: newKey(), answers: {}, readings: {}, note: '', photos: [] })

export default function CheckScreen({ params }: { params: Params }): VNode {
  const at = patrolAt(params.id ?? '')
  const back = `/work/patrol/${params.id}`
  if (!at || at.kind === 'plan') return <Page title={t('app.nowhere')} back="/work/patrols"><p>{t('app.nowhere-why')}</p></Page>
  return <Desk title={t('work.check')} back={back}>{worker => <Loaded at={at} asset={params.asset ?? ''} back={back} worker={worker} />}</Desk>
}

interface Props {
  at: At
  asset: string
  back: string
  worker: Worker
}

function Loaded({ worker, ...p }: Props): VNode {
  const { walk, about } = useWalk(p.at, worker.community)
  const { round, all, things, measures } = useRound(walk.data?.row, worker.community)
  const name = things.get(p.asset)
  return (
    <Load of={walk} quiet>
      {one => one.route.includes(p.asset) ? (
        <>
          <p class="lead">{name?.name ?? p.asset}</p>
          <p class="meta">{[name?.address, name?.building, p.asset].filter(Boolean).join(' · ')}</p>
          {round && <Check {...p} worker={worker} walk={one} about={about} round={round} measures={measures} name={name?.name ?? p.asset} />}
          {!round && <Load of={all} quiet>{() => <p>{t('work.no-round')}</p>}</Load>}
        </>
      ) : <p>{t('work.not-on-route')}</p>}
    </Load>
  )
}

function Check({ at, asset, back, worker, walk, about, round, measures, name }: Props & { walk: Walk; about: string; round: Round; measures: Measure[]; name: string }): VNode {
  const draft = useDraft<Draft>(`check/${about}/${asset}`, fresh)
  const photo = useKeptPhotos(draft.value?.photos, photos => draft.set({ photos }))
  const { keep, unkept } = useKeeping()
  const [wrong, setWrong] = useState<Wrong[]>([])
  const [turn, setTurn] = useState(0)
  const { value } = draft
  if (!value) return <Wait />

  async function press({ id, answers, readings: typed, note }: Draft): Promise<void> {
    const { readings, wrong: odd } = readingsOf(typed)
    const open = round.items.filter(item => !answers[item.id])
    const found: Wrong[] = open.map(item => ({ id: `item-${item.id}`, words: t('work.unanswered', { what: item[language.value] }) }))
    for (const one of odd) found.push({ id: `measured-${one}`, words: t('work.no-number', { what: word('measure', one) }) })
    if (photo.busy) found.push({ id: 'check-photo', words: t('work.photo-busy') })
    setWrong(found)
    setTurn(now => now + 1)
    if (found.length) return
    const photos = await photo.ready()
    const body = { asset_id: asset, captured_at: new Date().toISOString(), answers, readings, note: note.trim() }
    const attach = { to: '/v1/facilities/photos', as: 'photos', with: { community: worker.community } }
    if (!(await keep({ id, what: `${t('work.check')} · ${name}`, about, path: `${pathOfPatrol(at)}/checks`, body, attach, photos }))) return
    await draft.done()
    go(back)
  }

  const amiss = Object.values(value.answers).includes('not_ok')
  return (
    <>
      <ErrorSummary of={wrong} turn={turn} />
      {walk.state === 'ended' && <p class="meta">{t('work.late-check')}</p>}
      {round.items.map(item => (
        <Field key={item.id} id={`item-${item.id}`} label={item[language.value]} group fault={wrong.find(one => one.id === `item-${item.id}`)?.words}>
          {() => RESULTS.map(one => (
            <Choice key={one} type="radio" name={item.id} label={t(`work.result.${one}`)} on={value.answers[item.id] === one}
              set={() => draft.set({ answers: { ...value.answers, [item.id]: one } })} />
          ))}
        </Field>
      ))}
      {measures.length > 0 && (
        <details open={wrong.some(one => one.id.startsWith('measured-'))}>
          <summary>{t('work.measured')}</summary>
          <p class="hint">{t('work.measured-what')}</p>
          {measures.map(one => (
            <Field key={one.name} id={`measured-${one.name}`} label={`${word('measure', one.name)} (${one.unit})`} optional fault={wrong.find(each => each.id === `measured-${one.name}`)?.words}>
              {control => <input {...control} type="text" inputMode="decimal" value={value.readings[one.name] ?? ''} onInput={event => draft.set({ readings: { ...value.readings, [one.name]: event.currentTarget.value } })} />}
            </Field>
          ))}
        </details>
      )}
      {amiss && <p role="status">{t('work.goes-to-ledger')}</p>}
      <Field id="check-note" label={t('work.remark')} optional>
        {control => <textarea {...control} rows={2} maxLength={500} value={value.note} onInput={event => draft.set({ note: event.currentTarget.value })} />}
      </Field>
      <Field id="check-photo-field" label={t('work.photo')} optional group>{() => <Photo id="check-photo" shots={photo.shots} />}</Field>
      <NotKept code={unkept ?? draft.unkept} />
      <ActionBar><Button kind="main" onClick={() => press(value)}>{t('work.keep-check')}</Button></ActionBar>
    </>
  )
}
