// A field for each argument that a command takes, with its unit and bounds.

import type { VNode } from 'preact'
import { language, t } from '../../../../lib/i18n.ts'
import { number } from '../../../../lib/quantities.ts'
import type { Check, Form } from '../../../../ui/filling.tsx'
import { Field } from '../../../../ui/form.tsx'
import type { Argument, Control, Lack, Typed } from './arguments.ts'

interface Props { of: Control; typed: Typed; fault: Form['fault']; set: (typed: Typed) => void }

export function Arguments({ of, typed, fault, set }: Props): VNode {
  return (
    <>
      {of.arguments?.map(one => {
        const value = typed[one.argument] ?? ''
        const change = (next: string) => set({ ...typed, [one.argument]: next })
        return (
          <Field key={one.argument} id={idOf(one)} label={titled(one)} optional={one.optional} hint={bounds(one)} fault={fault(idOf(one))}>
            {control => one.type === 'boolean'
              ? <select {...control} value={value} onChange={event => change(event.currentTarget.value)}><option value="">{t('form.pick')}</option><option value="true">{t('form.yes')}</option><option value="false">{t('form.no')}</option></select>
              : <input {...control} value={value} maxLength={200} autocomplete="off" inputMode={one.type === 'string' ? undefined : one.type === 'integer' ? 'numeric' : 'decimal'} onInput={event => change(event.currentTarget.value)} />}
          </Field>
        )
      })}
    </>
  )
}

const idOf = (one: Argument): string => `argument-${one.argument}`
const titled = (one: Argument): string => `${one.name[language.value]}${one.unit ? ` (${one.unit})` : ''}`

export function checksOf(of: Control, wrong: Readonly<Record<string, Lack>>): Check[] {
  return (of.arguments ?? []).flatMap((one): Check[] => {
    const lack = wrong[one.argument]
    return lack ? [[idOf(one), true, t(`twin.argument.${lack}`, { title: titled(one), range: bounds(one) ?? '' })]] : []
  })
}

export function bounds({ type, least, most }: Argument): string | undefined {
  const told = { least: number(least, 4), most: number(most, 4) }
  const key = type === 'string' ? 'characters' : 'range'
  if (least !== null && most !== null) return t(`twin.${key}.both`, told)
  if (least !== null) return t(`twin.${key}.least`, told)
  return most === null ? undefined : t(`twin.${key}.most`, told)
}
