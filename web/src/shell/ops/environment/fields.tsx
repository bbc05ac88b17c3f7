// Fields that sensors and stations have both, with what is wrong told at each.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { Field } from '../../../ui/form.tsx'

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
export function Where({ value, set, wrong }: { value: Spot; set: (changes: Partial<Spot>) => void; wrong: readonly string[] }): VNode {
  const fault = (what: 'lat' | 'lon') => (wrong.includes(what) ? t(`sight.${what}-wrong`) : undefined)
  return (
    <div class="filters">
      <Text id="lat" label={t('sight.lat')} value={value.lat} set={lat => set({ lat })} fault={fault('lat')} />
      <Text id="lon" label={t('sight.lon')} value={value.lon} set={lon => set({ lon })} fault={fault('lon')} />
    </div>
  )
}
