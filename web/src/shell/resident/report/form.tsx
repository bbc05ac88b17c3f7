// 报问题: a photograph, where, on the map, what, whether it is known already, then words. One question
// a screen, each an address of its own: Back leads to the one before, and nothing is forgotten.

import '../../work/work.css'
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api, got, newKey } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { t, word } from '../../../lib/i18n.ts'
import { useLast } from '../../../lib/last.ts'
import { useLoad } from '../../../lib/load.ts'
import { own } from '../../../lib/own.ts'
import { go, query } from '../../../lib/router.ts'
import { Load, Page, Wait } from '../../../ui/base.tsx'
import { ErrorSummary, type Wrong } from '../../../ui/form.tsx'
import { useKeeping, NotKept } from '../../work/keeping.tsx'
import { EMPTY, isSomewhere, whereOf } from '../../work/report/spot.ts'
import { useKeptPhotos } from '../../work/shots.ts'
import { afterWhat, before, communitiesOf, type Draft, fresh, type Kept, reached, type Step, STEPS } from './draft.ts'
import { sendNow } from './now.ts'
import { PhotoStep, PointStep, SayStep, type Shown, WhatStep, WhereStep } from './steps.tsx'
import { Same } from './same.tsx'
import { type Answer, Sent } from './sent.tsx'

export default function Report(): VNode {
  const me = useLast('me', useLoad(() => got(api.GET('/v1/accounts/me'))))
  const [kept, keepPlace] = useState<Kept>()
  const [answer, hear] = useState<Answer>()
  const [turn, anew] = useState(0)
  const sent = query.value.get('sent')
  if (sent) {
    const again = (place: Kept | undefined): void => (keepPlace(place), hear(undefined), anew(turn + 1), go('/report'))
    return <Sent id={sent} answer={answer} again={again} />
  }
  const communities = communitiesOf(me.data?.memberships ?? [])
  const [first] = communities
  if (first) return <Form key={turn} communities={communities} kept={kept ?? { community: first, place: EMPTY }} hear={hear} />
  return <Page title={t('report.title')} back="/"><Load of={me} quiet>{() => <p>{t('home.no-community')}</p>}</Load></Page>
}

function Form({ communities, kept, hear }: { communities: string[]; kept: Kept; hear: (answer: Answer) => void }): VNode {
  const draft = useDraft<Draft>('my-report', () => fresh(newKey(), kept))
  const photo = useKeptPhotos(draft.value?.photos, photos => draft.set({ photos }))
  const { keep, unkept } = useKeeping()
  const [wrong, setWrong] = useState<Wrong[]>([])
  const [turn, setTurn] = useState(0)
  const one = draft.value
  const step = one && reached(query.value.get('step'), one)
  useFocus(step)
  if (!one || !step) return <Page title={t('report.title')} back="/"><Wait /></Page>

  function judge(found: Wrong[]): boolean {
    setWrong(found)
    setTurn(now => now + 1)
    return !found.length
  }
  const to = (next: Step): void => (setWrong([]), go(`/report?step=${next}`))
  const need = (fits: boolean, id: string, words: string, next: Step): unknown => judge(fits ? [] : [{ id, words }]) && to(next)

  async function send({ id, community, category, join, place, ...said }: Draft): Promise<void> {
    const words = said.words.trim()
    const found: Wrong[] = []
    if (words.length < 2) found.push({ id: 'words', words: t('report.words-missing') })
    if (photo.busy) found.push({ id: 'words', words: t('report.photo-busy') })
    if (!judge(found)) return
    const body = { community, category, where: whereOf(place), words, ...(join && { join }) }
    const attach = { to: '/v1/facilities/photos', as: 'photos', with: { community } }
    const what = `${t('report.title')} · ${word('category', category)}`
    const made = { id, what, about: `report/${id}`, path: '/v1/facilities/reports', body, attach, photos: await photo.ready() }
    if (!(await keep(made))) hear(await sendNow(made)) // this browser keeps nothing: then at once, or not at all
    await draft.done()
    go(`/report?sent=${id}`, 'replace')
  }

  const shown: Shown = { one, set: draft.set, photo, communities, fault: id => wrong.find(each => each.id === id)?.words }
  return (
    <Page title={t(`report.ask.${step}`)} back={before(step)}>
      <p class="meta">{t('report.step', { at: STEPS.indexOf(step) + 1, all: STEPS.length })}</p>
      <ErrorSummary of={wrong} turn={turn} />
      <NotKept code={unkept ?? draft.unkept} />
      {step === 'photo' && <PhotoStep {...shown} next={() => to('where')} />}
      {step === 'where' && <WhereStep {...shown} next={() => to('point')} />}
      {step === 'point' && <PointStep {...shown} next={() => need(isSomewhere(one.place), 'here', t('report.place-missing'), 'what')} />}
      {step === 'what' && <WhatStep {...shown} next={() => need(Boolean(one.category), 'category', t('report.category-missing'), afterWhat(one))} />}
      {step === 'same' && <Same of={one} choose={join => (draft.set({ join }), to('say'))} none={() => go('/report?step=say', 'replace')} />}
      {step === 'say' && <SayStep {...shown} next={() => send(one)} />}
      {!own.value && <p role="status">{t('problem.signed-out')}</p>}
    </Page>
  )
}

/** Each question is read out as a new screen is. */
function useFocus(step: Step | undefined): void {
  const last = useRef(step)
  useEffect(() => {
    if (last.current && step && last.current !== step) {
      scrollTo(0, 0)
      document.querySelector('h1')?.focus()
    }
    last.current = step
  }, [step])
}
