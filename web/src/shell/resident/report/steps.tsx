// The questions of a report, one a screen.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { placeName } from '../../../lib/config.ts'
import type { Drafting } from '../../../lib/drafting.ts'
import type { Position } from '../../../lib/geo.ts'
import { language, t } from '../../../lib/i18n.ts'
import { useLast } from '../../../lib/last.ts'
import { useLoad } from '../../../lib/load.ts'
import { useOutline } from '../../../lib/outline.ts'
import { ActionBar, Button, Load, Notice } from '../../../ui/base.tsx'
import { Choice, Field } from '../../../ui/form.tsx'
import { Map as Drawing } from '../../../ui/map.tsx'
import { Photo } from '../../../ui/photo.tsx'
import { Select } from '../../../ui/select.tsx'
import { categories } from '../../work/ask.ts'
import { locate, pointOf, type Spot, square } from '../../work/report/spot.ts'
import type { Kept as Photos } from '../../work/shots.ts'
import type { Draft } from './draft.ts'

export interface Shown {
  one: Draft
  set: Drafting<Draft>['set']
  photo: Photos
  communities: string[]
  fault: (id: string) => string | undefined
}
type Asked = Shown & { next: () => unknown }

function Onward({ next, words }: { next: () => unknown; words?: string }): VNode {
  return <ActionBar><Button kind="main" onClick={next}>{words ?? t('form.next-page')}</Button></ActionBar>
}

export function PhotoStep({ photo, next }: Asked): VNode {
  const none = !photo.shots.all.length
  return (
    <>
      <Field id="report-photo-field" label={t('report.photo')} hint={t('report.photo-hint')} optional group>
        {() => <Photo id="report-photo" shots={photo.shots} />}
      </Field>
      <Onward next={next} {...(none && { words: t('report.no-photo') })} />
    </>
  )
}

const LINES = ['building', 'floor', 'unit', 'address'] as const

export function WhereStep({ one, set, communities, next }: Asked): VNode {
  const { place } = one
  return (
    <>
      {communities.length > 1 && (
        <Field id="community" label={t('report.community')}>
          {control => <Select control={control} of={communities} value={one.community} word={code => placeName(code, language.value)} set={community => set({ community, category: '', join: null })} />}
        </Field>
      )}
      {LINES.map(name => (
        <Field key={name} id={name} label={t(`report.place.${name}`)} hint={t(`report.place.${name}-hint`)} optional>
          {control => <input {...control} type="text" autocomplete="off" maxLength={name === 'address' ? 60 : 20} value={place[name]}
            onInput={event => set({ place: { ...place, [name]: event.currentTarget.value } })} />}
        </Field>
      ))}
      <Onward next={next} />
    </>
  )
}

/** The pin stays where it was put, whichever way one comes back. */
export function PointStep({ one, set, next }: Asked): VNode {
  const [lost, lose] = useState(false)
  const point = pointOf(one.place)
  const { buildings } = useOutline(one.community)
  const mark = (at: Pick<Spot, 'lat' | 'lon'>): void => set(({ place }) => ({ place: { ...place, ...at }, join: null }))
  async function here(): Promise<void> {
    const found = await locate()
    lose(!found)
    if (found) mark(found)
  }
  return (
    <>
      <p>{t('report.point-why')}</p>
      <p id="here" tabIndex={-1}><Button onClick={here}>{t('report.here')}</Button></p>
      {lost && <p role="status">{t('report.not-located')}</p>}
      {point && <Drawing title={t('report.ask.point')} area={square(point)} buildings={buildings} picked={[point.lon, point.lat]} pick={([lon, lat]: Position) => mark({ lat, lon })} />}
      {point && <Button onClick={() => mark({ lat: null, lon: null })}>{t('report.no-pin')}</Button>}
      <Onward next={next} {...(!point && { words: t('report.without-point') })} />
    </>
  )
}

const URGENT: Record<string, string> = { fire: '119', lift_entrapment: '119', gas_smell: '119' }

export function WhatStep({ one, set, fault, next }: Asked): VNode {
  const sorts = useLast(`categories/${one.community}`, useLoad(() => categories(one.community), [one.community]))
  const call = URGENT[one.category]
  return (
    <>
      <Load of={sorts} quiet>
        {all => (
          <Field id="category" label={t('report.category')} fault={fault('category')} group>
            {() => all.map(each => <Choice key={each.id} type="radio" name="category" label={each[language.value]} on={one.category === each.id} set={() => set({ category: each.id, join: null })} />)}
          </Field>
        )}
      </Load>
      {call && <Notice kind="warning"><p>{t('report.urgent')}</p><p><a class="button" href={`tel:${call}`} data-outside>{t('report.call', { number: call })}</a></p></Notice>}
      <Onward next={next} />
    </>
  )
}

export function SayStep({ one, set, fault, next }: Asked): VNode {
  return (
    <>
      {one.join && <Notice><p>{t('report.joins')}</p></Notice>}
      {!pointOf(one.place) && <p class="meta">{t('report.not-compared')}</p>}
      <Field id="words" label={t('report.words')} hint={t('report.words-hint')} fault={fault('words')}>
        {control => <textarea {...control} rows={4} maxLength={1000} value={one.words} onInput={event => set({ words: event.currentTarget.value })} />}
      </Field>
      <Onward next={next} words={t('report.send')} />
    </>
  )
}
