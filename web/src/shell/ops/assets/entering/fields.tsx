// The fields of an asset, with what is wrong at each; by whoever registers or corrects one.

import type { VNode } from 'preact'
import { t } from '../../../../lib/i18n.ts'
import { type Form, useForm } from '../../../../ui/filling.tsx'
import { Choice, Field } from '../../../../ui/form.tsx'
import { coded } from '../../words.ts'
import { KINDS } from '../kinds.ts'
import { type Answers, BOUND, type Command, DAYS, lacking, MADE, type Name, named, NEEDED, PLACED } from './answers.ts'

const LONGEST: Partial<Record<Name, number>> = { id: 43, lat: 20, lon: 20, grid: 15, parent: 43, part: 20, links: 900 }
const HINTED = ['id', 'lat', 'zone', 'grid', 'parent', 'part', 'links', 'inspection_due'] as const
const MORE = [...PLACED, ...MADE, ...DAYS, ...BOUND] as const

export interface Filled {
  form: Form
  sending: (send: () => Promise<unknown>) => Promise<boolean>
}

/** Sends what is filled in; what the city finds wrong with a field is told at that field. */
export function useFilled(answers: Answers, asked: readonly Name[]): Filled {
  const form = useForm(answers, ({ pointer, code }, problem) => {
    const name = code === 'already-registered' ? 'id' : named(pointer)
    return name && { id: idOf(name), words: problem.code === 'invalid' ? t('ops.asset-unfit', { title: titleOf(name) }) : problem.words }
  })
  const words = (name: Name): string => (name === 'lat' || name === 'lon' ? t(`ops.asset-no-${name}`) : t('ops.asset-missing', { title: titleOf(name) }))
  return { form, sending: send => form.sending(lacking(answers, asked).map(name => [idOf(name), true, words(name)] as const), send) }
}

const idOf = (name: Name): string => `asset-${name}`
const titleOf = (name: Name): string => t(`ops.asset.${name}`)

interface Props {
  value: Answers
  set: (changes: Partial<Answers>) => void
  filled: Filled
  fresh?: boolean // not registered yet: then its kind and its number are asked for too
  why?: boolean // the inspection's day was moved
  takes?: readonly Command[] // commands of its kind, of one that is registered
}

export function Fields({ value, set, filled: { form }, fresh, why, takes = [] }: Props): VNode {
  const text = (name: Name, optional = false): VNode => {
    const hint = HINTED.find(one => one === name)
    return (
      <Field key={name} id={idOf(name)} label={titleOf(name)} fault={form.fault(idOf(name))} optional={optional} hint={hint && t(`ops.asset-hint.${hint}`)}>
        {control => {
          const shared = { ...control, value: value[name], onInput: (event: { currentTarget: HTMLInputElement }) => set({ [name]: event.currentTarget.value }) }
          if (DAYS.some(one => one === name)) return <input {...shared} type="date" />
          return <input {...shared} maxLength={LONGEST[name] ?? 200} autocomplete="off" inputMode={name === 'lat' || name === 'lon' ? 'decimal' : undefined} />
        }}
      </Field>
    )
  }
  const certify = (one: Command) => (on: boolean) => set({ certified: on ? [...value.certified, one] : value.certified.filter(other => other !== one) })
  return (
    <>
      {form.summary}
      {fresh && <KindField value={value.kind} set={kind => set({ kind })} fault={form.fault(idOf('kind'))} />}
      {fresh && text('id')}
      {NEEDED.map(name => text(name))}
      <details open={MORE.some(name => value[name] || form.fault(idOf(name)))}>
        <summary>{t('ops.asset-more')}</summary>
        {MORE.map(name => text(name, true))}
      </details>
      {why && text('reason')}
      {takes.length > 0 && (
        <Field id="asset-certified" label={t('ops.asset.certified')} hint={t('ops.asset-certified-what')} group>
          {() => takes.map(one => <Choice key={one} type="checkbox" label={coded('command', one)} on={value.certified.includes(one)} set={certify(one)} />)}
        </Field>
      )}
    </>
  )
}

function KindField({ value, set, fault }: { value: string; set: (kind: string) => void; fault: string | undefined }): VNode {
  return (
    <Field id={idOf('kind')} label={titleOf('kind')} fault={fault}>
      {control => (
        <select {...control} value={value} onChange={event => set(event.currentTarget.value)}>
          <option value="">{t('form.pick')}</option>
          {KINDS.map(one => <option key={one} value={one}>{coded('kind', one)}</option>)}
        </select>
      )}
    </Field>
  )
}
