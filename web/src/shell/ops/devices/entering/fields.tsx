// The fields of a device, with what is wrong at each; by whoever registers or corrects one.

import type { VNode } from 'preact'
import { language, t } from '../../../../lib/i18n.ts'
import { type Check, type Form, useForm } from '../../../../ui/filling.tsx'
import { Field } from '../../../../ui/form.tsx'
import { BEARERS, type Kind } from '../types.ts'
import { AGREED, type Answers, BASES, FIRST, type Lack, lacking, MORE, type Name, NEEDED, named } from './answers.ts'

const LONGEST: Partial<Record<Name, number>> = { id: 43, lat: 20, lon: 20, grid: 15, gateway: 43, serial: 64 }
const HINTED: Name[] = ['id', 'lat', 'grid', 'zone', 'gateway', 'serial', 'person', 'document', 'guardian']

export interface Filled extends Pick<Form, 'summary'> {
  fault: (name: Name) => string | undefined
  idOf: (name: Name) => string
  sending: (send: () => Promise<unknown>) => Promise<boolean>
}

/** `prefix` is of the fields' ids, as two forms may stand on a page. */
export function useFilled(prefix: string, answers: Answers, asked: readonly Name[]): Filled {
  const idOf = (name: Name): string => `${prefix}-${name}`
  const form = useForm(answers, ({ pointer }, problem) => {
    const name = named(pointer)
    return name && { id: idOf(name), words: problem.code === 'invalid' ? t('device.fault.value', { title: t(`device.${name}`) }) : problem.words }
  })
  const checks = (): Check[] =>
    (Object.entries(lacking(answers, asked)) as [Name, Lack][]).map(([name, why]) => [idOf(name), true, t(`device.fault.${why}`, { title: t(`device.${name}`) })])
  return { summary: form.summary, idOf, fault: name => form.fault(idOf(name)), sending: send => form.sending(checks(), send) }
}

interface Props {
  value: Answers
  set: (changes: Partial<Answers>) => void
  filled: Filled
  kinds?: readonly Kind[] | undefined // to choose from, of one that is not registered yet
  kind?: Kind | undefined // whose bearers are offered
}

export function Fields({ value, set, filled: { summary, fault, idOf }, kinds, kind }: Props): VNode {
  const text = (name: Name, optional = false): VNode => (
    <Field key={name} id={idOf(name)} label={t(`device.${name}`)} fault={fault(name)} optional={optional} hint={hint(name, kind)}>
      {control => {
        const shared = { ...control, value: value[name], onInput: (event: { currentTarget: HTMLInputElement }) => set({ [name]: event.currentTarget.value }) }
        if (name === 'until') return <input {...shared} type="date" />
        return <input {...shared} maxLength={LONGEST[name] ?? 200} autocomplete="off" inputMode={name === 'lat' || name === 'lon' ? 'decimal' : undefined} />
      }}
    </Field>
  )
  const picked = (name: Name, of: readonly (readonly [string, string])[], optional = false): VNode => (
    <Field key={name} id={idOf(name)} label={t(`device.${name}`)} fault={fault(name)} optional={optional}>
      {control => (
        <select {...control} value={value[name]} onChange={event => set({ [name]: event.currentTarget.value })}>
          <option value="">{t('form.pick')}</option>
          {of.map(([one, title]) => <option key={one} value={one}>{title}</option>)}
        </select>
      )}
    </Field>
  )
  const bearers = (kind?.bearers ?? BEARERS).map(one => [one, t(`device.bearer.${one}`)] as const)
  return (
    <>
      {summary}
      {kinds && picked('kind', kinds.map(one => [one.id, `${one.prefix} · ${one.name[language.value]}`] as const))}
      {kinds && text('id')}
      {NEEDED.map(name => text(name))}
      {kinds && text('serial', true)}
      {kind?.personal && (
        <fieldset>
          <legend>{t('device.agreed')}</legend>
          <p class="hint">{t('device.agreed-why')}</p>
          {text('person')}
          {picked('basis', BASES.map(one => [one, t(`device.basis.${one}`)] as const))}
          {text('document')}
          {text('until')}
          {text('guardian', true)}
        </fieldset>
      )}
      <details open={MORE.some(name => value[name] || fault(name))}>
        <summary>{t('device.more-known')}</summary>
        {MORE.map(name => (name === 'bearer' ? picked('bearer', bearers, true) : text(name, true)))}
      </details>
    </>
  )
}

/** What must be filled in, of one that is not registered yet or of one that is. */
export const askedOf = (kind: Kind | undefined, fresh: boolean): readonly Name[] => [...(fresh ? FIRST : []), ...NEEDED, ...(kind?.personal ? AGREED : [])]

function hint(name: Name, kind: Kind | undefined): string | undefined {
  if (name === 'id') return kind ? t('device.hint.id-of', { prefix: kind.prefix }) : t('device.hint.id')
  return HINTED.includes(name) ? t(`device.hint.${name as 'lat' | 'grid' | 'zone' | 'gateway' | 'serial' | 'person' | 'document' | 'guardian'}`) : undefined
}
