// A rule as a form: what is looked at, from when on, for how long, and what it raises.

import type { VNode } from 'preact'
import { t, type Key } from '../../../../lib/i18n.ts'
import { Field } from '../../../../ui/form.tsx'
import type { Kind } from '../types.ts'
import { type Draft, type Fault, type StepDraft, stepOf } from './draft.ts'
import { faultOf } from './fault.ts'
import { StepForm } from './step.tsx'

const MOST = 9
const WEEK = [0, 1, 2, 3, 4, 5, 6]

interface Props {
  of: Draft
  kind: Kind
  faults: Fault[]
  set: (changes: Partial<Draft>) => void
}

export function RuleForm({ of, kind, faults, set }: Props): VNode {
  const fault = (field: string) => faultOf(faults, field)
  const change = (n: number, changes: Partial<StepDraft>) => set({ steps: of.steps.map((step, at) => (at === n ? { ...step, ...changes } : step)) })
  const further = () => set({ steps: [...of.steps, { ...(of.steps.at(-1) ?? stepOf(kind)), level: (of.steps.at(-1)?.level ?? 0) + 1, value: '', clear: '', kept: null }] })
  return (
    <div class="rule-form">
      <Field id="rule-id" label={t('rule.id')} hint={t('rule.id-hint')} fault={fault('id')}>{control => <input {...control} value={of.id} maxLength={64} onInput={event => set({ id: event.currentTarget.value })} />}</Field>
      {of.steps.map((step, n) => (
        <fieldset class="rule-step" key={n}>
          <legend>{t('rule.level', { level: step.level })}</legend>
          <StepForm of={step} at={n} kind={kind} faults={faults} set={changes => change(n, changes)} />
          {of.steps.length > 1 && <button type="button" class="link" onClick={() => set({ steps: of.steps.filter((_, at) => at !== n) })}>{t('rule.remove-level', { level: step.level })}</button>}
        </fieldset>
      ))}
      {of.steps.length < MOST && <button type="button" onClick={further}>{t('rule.add-level')}</button>}
      <details open={Boolean(of.begins || of.holds || of.times || faults.some(one => !one.field.startsWith('step-')))}>
        <summary>{t('rule.more')}</summary>
        <div class="figures">
          <Field id="rule-begins" label={t('rule.hours-begin')} hint={t('rule.hours-hint')} optional fault={fault('begins')}>{control => <input {...control} type="time" value={of.begins} onInput={event => set({ begins: event.currentTarget.value })} />}</Field>
          <Field id="rule-ends" label={t('rule.hours-end')} optional fault={fault('ends')}>{control => <input {...control} type="time" value={of.ends} onInput={event => set({ ends: event.currentTarget.value })} />}</Field>
        </div>
        {of.begins && (
          <Field id="rule-days" label={t('rule.days')} group fault={fault('days')}>
            {() => WEEK.map(day => <label key={day} class="choice"><input type="checkbox" checked={of.days.includes(day)} onChange={event => set({ days: event.currentTarget.checked ? [...of.days, day].sort() : of.days.filter(one => one !== day) })} /> {t(`rule.day.${day}` as Key)}</label>)}
          </Field>
        )}
        <Field id="rule-holds" label={t('rule.holds-for')} hint={t('rule.holds-hint')} optional fault={fault('holds')}>{control => <input {...control} inputMode="decimal" value={of.holds} onInput={event => set({ holds: event.currentTarget.value })} />}</Field>
        <p class="hint">{t('rule.flaps-hint')}</p>
        <div class="figures">
          <Field id="rule-times" label={t('rule.flap-times')} optional fault={fault('times')}>{control => <input {...control} inputMode="numeric" value={of.times} onInput={event => set({ times: event.currentTarget.value })} />}</Field>
          <Field id="rule-flap" label={t('rule.flap-within')} optional fault={fault('flap')}>{control => <input {...control} inputMode="decimal" value={of.flap} onInput={event => set({ flap: event.currentTarget.value })} />}</Field>
          <Field id="rule-calm" label={t('rule.flap-calm')} optional fault={fault('calm')}>{control => <input {...control} inputMode="decimal" value={of.calm} onInput={event => set({ calm: event.currentTarget.value })} />}</Field>
        </div>
        <Field id="rule-article" label={t('rule.article')} hint={t('rule.article-hint')} fault={fault('article')}>{control => <input {...control} value={of.article} maxLength={200} onInput={event => set({ article: event.currentTarget.value })} />}</Field>
      </details>
    </div>
  )
}
