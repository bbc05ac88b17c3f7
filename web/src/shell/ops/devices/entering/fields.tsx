// The fields of a device, with what is wrong at each; by whoever registers or corrects one.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { language, t } from '../../../../lib/i18n.ts'
import { Problem } from '../../../../lib/problem.ts'
import { ErrorSummary, Field } from '../../../../ui/form.tsx'
import { BEARERS, type Kind } from '../types.ts'
import { AGREED, type Answers, BASES, type Faults, FIRST, lacking, MORE, type Name, NEEDED, named } from './answers.ts'

const LONGEST: Partial<Record<Name, number>> = { id: 43, lat: 20, lon: 20, grid: 15, gateway: 43, serial: 64 }
const HINTED: Name[] = ['id', 'lat', 'grid', 'zone', 'gateway', 'serial', 'person', 'document', 'guardian']

export interface Filled {
  faults: Faults
  turn: number
  sending: (answers: Answers, send: () => Promise<unknown>) => Promise<boolean>
}

/** Sends what is filled in; what the city finds wrong with a field is told at that field. */
export function useFilled(asked: readonly Name[]): Filled {
  const [faults, tell] = useState<Faults>({})
  const [turn, press] = useState(0)
  return {
    faults, turn,
    async sending(answers, send) {
      const lacks = Object.entries(lacking(answers, asked)).map(([name, why]) => [name, t(`device.fault.${why}`, { title: t(`device.${name as Name}`) })])
      tell(Object.fromEntries(lacks) as Faults)
      press(turn + 1)
      if (lacks.length) return false
      try {
        await send()
        return true
      } catch (error) {
        const found = error instanceof Problem ? faultsOf(error) : {}
        tell(found)
        if (!Object.keys(found).length) throw error
        press(turn + 2)
        return false
      }
    },
  }
}

function faultsOf(problem: Problem): Faults {
  const found: Faults = {}
  for (const { pointer } of problem.faults) {
    const name = named(pointer)
    if (name) found[name] = problem.code === 'invalid' ? t('device.fault.value', { title: t(`device.${name}`) }) : problem.words
  }
  return found
}

interface Props {
  prefix: string // of the fields' ids, as two forms may stand on a page
  value: Answers
  set: (changes: Partial<Answers>) => void
  filled: Filled
  kinds?: readonly Kind[] | undefined // to choose from, of one that is not registered yet
  kind?: Kind | undefined // whose bearers are offered
}

export function Fields({ prefix, value, set, filled: { faults, turn }, kinds, kind }: Props): VNode {
  const idOf = (name: string): string => `${prefix}-${name}`
  const wrong = (Object.entries(faults) as [Name, string][]).map(([name, words]) => ({ id: idOf(name), words }))
  const text = (name: Name, optional = false): VNode => (
    <Field key={name} id={idOf(name)} label={t(`device.${name}`)} fault={faults[name]} optional={optional} hint={hint(name, kind)}>
      {control => {
        const shared = { ...control, value: value[name], onInput: (event: { currentTarget: HTMLInputElement }) => set({ [name]: event.currentTarget.value }) }
        if (name === 'until') return <input {...shared} type="date" />
        return <input {...shared} maxLength={LONGEST[name] ?? 200} autocomplete="off" inputMode={name === 'lat' || name === 'lon' ? 'decimal' : undefined} />
      }}
    </Field>
  )
  const picked = (name: Name, of: readonly (readonly [string, string])[], optional = false): VNode => (
    <Field key={name} id={idOf(name)} label={t(`device.${name}`)} fault={faults[name]} optional={optional}>
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
      <ErrorSummary of={wrong} turn={turn} />
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
      <details open={MORE.some(name => value[name] || faults[name])}>
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
