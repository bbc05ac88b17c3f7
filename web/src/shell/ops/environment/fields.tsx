// Fields that sensors and stations have both, with what is wrong told at each.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import type { Fault, Problem } from '../../../lib/problem.ts'
import type { Check } from '../../../ui/filling.tsx'
import { Field, type Wrong } from '../../../ui/form.tsx'
import type { Lack } from './place.ts'

interface Text {
  id: string
  label: string
  value: string
  set: (value: string) => void
  hint?: string
  fault?: string | undefined
  optional?: boolean
}

export function Text(p: Text): VNode {
  return (
    <Field id={p.id} label={p.label} hint={p.hint} fault={p.fault} optional={p.optional}>
      {control => <input {...control} value={p.value} maxLength={200} onInput={event => p.set(event.currentTarget.value)} />}
    </Field>
  )
}

interface Choice<T extends string> {
  id: string
  label: string
  value: T | ''
  of: readonly T[]
  word: (one: T) => string
  set: (value: T | '') => void
  fault?: string | undefined
}

export function Choice<T extends string>(p: Choice<T>): VNode {
  return (
    <Field id={p.id} label={p.label} fault={p.fault}>
      {control => (
        <select {...control} value={p.value} onChange={event => p.set(event.currentTarget.value as T | '')}>
          <option value="">{t('form.pick')}</option>
          {p.of.map(one => <option key={one} value={one}>{p.word(one)}</option>)}
        </select>
      )}
    </Field>
  )
}

interface Spot { lat: string; lon: string }

/** By degrees, as an installer has them from his instrument. */
export function Where({ value, set, fault }: { value: Spot; set: (changes: Partial<Spot>) => void; fault: (id: string) => string | undefined }): VNode {
  return (
    <div class="filters">
      <Text id="lat" label={t('sight.lat')} value={value.lat} set={lat => set({ lat })} fault={fault('lat')} />
      <Text id="lon" label={t('sight.lon')} value={value.lon} set={lon => set({ lon })} fault={fault('lon')} />
    </div>
  )
}

/** What is said where this lacks. */
export const lackOf = (lack: Lack): Check => [lack, true, t(lack === 'name' ? 'sight.name-missing' : `sight.${lack}-wrong`)]

/** At which field the city finds a fault, by the field's name in what is sent; of which field it is none, nothing. */
export const faultAt = (ids: Readonly<Record<string, string>>) => ({ pointer }: Fault, of: Problem): Wrong | undefined => {
  const id = ids[pointer.split('/').at(-1) ?? '']
  return id === undefined ? undefined : { id, words: of.code === 'invalid' ? t('sight.wrong-value') : of.words }
}
