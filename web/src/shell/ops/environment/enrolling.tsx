// Whom to watch over: by what right, by which document and until when.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { Button } from '../../../ui/base.tsx'
import { type Check, useForm } from '../../../ui/filling.tsx'
import { Field } from '../../../ui/form.tsx'
import { endOf } from '../devices/entering/answers.ts'
import { Choice, faultAt, Text } from './fields.tsx'
import { orNull } from './place.ts'

const BASES = ['CONSENT', 'STATUTORY_DUTY'] as const
const NEEDED = ['person', 'where', 'basis', 'document', 'until'] as const
const FIELDS = { person: 'ward-person', where: 'ward-where', document: 'ward-document', guardian: 'ward-guardian', until: 'ward-until' }
const FRESH = { person: '', where: '', basis: '' as (typeof BASES)[number] | '', document: '', guardian: '', until: '' }

export function Register({ community, changed }: { community: string; changed: () => void }): VNode {
  const [value, set] = useState(FRESH)
  const { summary, fault, sending } = useForm(value, faultAt(FIELDS))
  const [told, tell] = useState('')
  const text = (name: 'person' | 'where' | 'document' | 'guardian', hint?: string) => (
    <Text id={`ward-${name}`} label={t(`ward.${name}`)} value={value[name]} set={said => set({ ...value, [name]: said })} optional={name === 'guardian'}
      {...(hint && { hint })} fault={fault(`ward-${name}`)} />
  )
  async function register(): Promise<void> {
    tell('')
    const { person, where, document, guardian, until } = value
    await sending(NEEDED.map((name): Check => [`ward-${name}`, !value[name].trim(), t('ward.missing')]), async () => {
      const basis = value.basis as (typeof BASES)[number]
      await got(api.POST('/v1/environment/wards', { body: { community, person: person.trim(), where, basis, document, guardian: orNull(guardian), until: endOf(until) } }))
      set(FRESH)
      tell(t('ward.registered'))
      changed()
    })
  }
  return (
    <>
      {summary}
      {text('person', t('ward.person-hint'))}
      {text('where')}
      <Choice id="ward-basis" label={t('ward.basis')} value={value.basis} of={BASES} word={one => t(`ward.basis.${one}`)} set={basis => set({ ...value, basis })} fault={fault('ward-basis')} />
      {text('document', t('ward.document-hint'))}
      {text('guardian', t('ward.guardian-hint'))}
      <Field id="ward-until" label={t('ward.until')} fault={fault('ward-until')}>
        {control => <input {...control} type="date" value={value.until} onInput={event => set({ ...value, until: event.currentTarget.value })} />}
      </Field>
      <Button kind="main" onClick={register}>{t('ward.register')}</Button>
      <span role="status">{told}</span>
    </>
  )
}
