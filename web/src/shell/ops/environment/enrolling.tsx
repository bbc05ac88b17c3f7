// Whom to watch over: by what right, by which document and until when.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { endOf } from '../devices/entering/answers.ts'
import { Choice, Text } from './fields.tsx'
import { orNull } from './place.ts'

const BASES = ['CONSENT', 'STATUTORY_DUTY'] as const
const FRESH = { person: '', where: '', basis: '' as (typeof BASES)[number] | '', document: '', guardian: '', until: '' }

export function Register({ community, changed }: { community: string; changed: () => void }): VNode {
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
    changed()
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
