// 跌倒看护: whom the community watches over for falls, by what right and until when. One is looked at
// by his number and for a purpose, and sees that. Nothing of it is kept on this device.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, forPurpose, got } from '../../../lib/api.ts'
import { date } from '../../../lib/fmt.ts'
import { how, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Button, Confirm, Load, Tag, When } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { endOf } from '../devices/entering/answers.ts'
import { type Gives, whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { who } from '../words.ts'
import { Choice, Text } from './fields.tsx'
import { orNull } from './place.ts'

type Ward = Gives<'/v1/environment/wards/{person}'>
const PURPOSES = ['incident', 'service'] as const
const BASES = ['CONSENT', 'STATUTORY_DUTY'] as const
const FRESH = { person: '', where: '', basis: '' as (typeof BASES)[number] | '', document: '', guardian: '', until: '' }
interface Asked { person: string; purpose: (typeof PURPOSES)[number] }

export default function Screen(): VNode {
  return <Post title={t('ops.wards')} back={within('/ops/more')}>{community => <Wards key={community} community={community} />}</Post>
}

function Wards({ community }: { community: string }): VNode {
  const [asked, look] = useState<Asked>()
  return (
    <>
      <p class="lead">{t('ward.what')}</p>
      <Ask look={look} />
      {asked && <One key={`${asked.person} ${asked.purpose}`} {...asked} />}
      <details><summary>{t('ward.register')}</summary><Register community={community} /></details>
    </>
  )
}

function Ask({ look }: { look: (asked: Asked) => void }): VNode {
  const [person, type] = useState('')
  const [purpose, choose] = useState<Asked['purpose'] | ''>('')
  const [turn, press] = useState(0)
  const ask = (): void => {
    press(turn + 1)
    if (person.trim() && purpose) look({ person: person.trim(), purpose })
  }
  return (
    <section aria-labelledby="ask">
      <h2 id="ask">{t('ward.look')}</h2>
      <Text id="asked" label={t('ward.person')} hint={t('ward.person-hint')} value={person} set={type} fault={turn && !person.trim() ? t('ward.missing') : undefined} />
      <Choice id="purpose" label={t('ward.purpose')} value={purpose} of={PURPOSES} word={one => t(`sight.for.${one}`)} set={choose} fault={turn && !purpose ? t('ward.missing') : undefined} />
      <p class="hint">{t('ward.trace')}</p>
      <Button kind="main" onClick={ask}>{t('ward.look-do')}</Button>
    </section>
  )
}

/** Asked once: each look is one that he reads of. */
function One({ person, purpose }: Asked): VNode {
  const found = useLoad(() => whole(got(api.GET('/v1/environment/wards/{person}', { params: { path: { person }, header: forPurpose(purpose) } }))))
  return <section aria-labelledby="ward"><h2 id="ward">{t('ward.one')}</h2><Load of={found} quiet>{one => <Card of={one} />}</Load></section>
}

function Card({ of }: { of: Ward }): VNode {
  const { id: me } = useWatcher()
  const [ended, tell] = useState<Pick<Ward, 'ended_at' | 'ended_by' | 'reason'>>(of)
  async function end(reason: string): Promise<void> {
    tell(await whole(got(api.POST('/v1/environment/wards/{person}/endings', { params: { path: { person: of.person } }, body: { reason } }))))
  }
  return (
    <div class="card" role="status">
      {ended.ended_at && <Tag>{t('ward.over')}</Tag>}
      <dl class="facts">
        <dt>{t('ward.person')}</dt><dd>{who(of.person, me)}</dd>
        {!ended.ended_at && <><dt>{t('sight.lives')}</dt><dd>{of.where}</dd></>}
        <dt>{t('ward.sensors')}</dt><dd>{of.sensors.join(' · ') || '—'}</dd>
        <dt>{t('ward.basis')}</dt><dd>{t(`ward.basis.${of.basis}`)}: {of.document}</dd>
        {of.guardian && <><dt>{t('ward.guardian')}</dt><dd>{who(of.guardian, me)}</dd></>}
        <dt>{t('ward.since')}</dt><dd>{date(of.since, how())} · {who(of.by, me)}</dd>
        <dt>{t('ward.until')}</dt><dd>{date(of.until, how())}</dd>
        {ended.ended_at && <><dt>{t('ward.ended')}</dt><dd><When at={ended.ended_at} /> · {ended.ended_by ? who(ended.ended_by, me) : t('ward.by-time')}{ended.reason && `: ${ended.reason}`}</dd></>}
      </dl>
      {!ended.ended_at && <Confirm title={t('ward.end-title')} action={t('ward.end')} reason danger done={end}><p>{t('ward.end-what')}</p></Confirm>}
    </div>
  )
}

function Register({ community }: { community: string }): VNode {
  const [value, set] = useState(FRESH)
  const [turn, press] = useState(0)
  const [told, tell] = useState('')
  const lacks = (name: keyof typeof FRESH) => (turn && !value[name].trim() ? t('ward.missing') : undefined)
  const text = (name: 'person' | 'where' | 'document' | 'guardian', hint?: string) => (
    <Text id={`ward-${name}`} label={t(`ward.${name}`)} value={value[name]} set={said => set({ ...value, [name]: said })} optional={name === 'guardian'}
      {...(hint && { hint })} fault={name === 'guardian' ? undefined : lacks(name)} />
  )
  async function register(): Promise<void> {
    press(turn + 1)
    tell('')
    const { person, where, basis, document, guardian, until } = value
    if (!basis || ![person, where, document, until].every(one => one.trim())) return
    await got(api.POST('/v1/environment/wards', { body: { community, person: person.trim(), where, basis, document, guardian: orNull(guardian), until: endOf(until) } }))
    set(FRESH)
    press(0)
    tell(t('ward.registered'))
  }
  return (
    <>
      {text('person', t('ward.person-hint'))}
      {text('where')}
      <Choice id="ward-basis" label={t('ward.basis')} value={value.basis} of={BASES} word={one => t(`ward.basis.${one}`)} set={basis => set({ ...value, basis })} fault={lacks('basis')} />
      {text('document', t('ward.document-hint'))}
      {text('guardian', t('ward.guardian-hint'))}
      <Field id="ward-until" label={t('ward.until')} fault={lacks('until')}>
        {control => <input {...control} type="date" value={value.until} onInput={event => set({ ...value, until: event.currentTarget.value })} />}
      </Field>
      <Button kind="main" onClick={register}>{t('ward.register')}</Button>
      <span role="status">{told}</span>
    </>
  )
}
