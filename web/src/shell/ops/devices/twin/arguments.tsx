// A field for each argument that a command takes, with its unit and bounds.

import type { VNode } from 'preact'
import { number } from '../../../../lib/fmt.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { Field } from '../../../../ui/form.tsx'
import type { Argument, Control, Lack, Typed } from './arguments.ts'

interface Props { of: Control; typed: Typed; wrong: Readonly<Record<string, Lack>>; set: (typed: Typed) => void }

export function Arguments({ of, typed, wrong, set }: Props): VNode {
  return (
    <>
      {of.arguments?.map(one => {
        const lack = wrong[one.argument]
        const value = typed[one.argument] ?? ''
        const change = (next: string) => set({ ...typed, [one.argument]: next })
        return (
          <Field key={one.argument} id={`argument-${one.argument}`} label={titled(one)} optional={one.optional} hint={bounds(one)} fault={lack && t(`twin.argument.${lack}`, { range: bounds(one) ?? '' })}>
            {control => one.type === 'boolean'
              ? <select {...control} value={value} onChange={event => change(event.currentTarget.value)}><option value="">{t('form.pick')}</option><option value="true">{t('form.yes')}</option><option value="false">{t('form.no')}</option></select>
              : <input {...control} value={value} maxLength={200} autocomplete="off" inputMode={one.type === 'string' ? undefined : one.type === 'integer' ? 'numeric' : 'decimal'} onInput={event => change(event.currentTarget.value)} />}
          </Field>
        )
      })}
    </>
  )
}

const titled = (one: Argument): string => `${one.name[language.value]}${one.unit ? ` (${one.unit})` : ''}`

export function bounds({ type, least, most }: Argument): string | undefined {
  const told = { least: number(least, 4), most: number(most, 4) }
  const key = type === 'string' ? 'characters' : 'range'
  if (least !== null && most !== null) return t(`twin.${key}.both`, told)
  if (least !== null) return t(`twin.${key}.least`, told)
  return most === null ? undefined : t(`twin.${key}.most`, told)
}
