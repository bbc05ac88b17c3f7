// One severity of a rule: its condition, its delays, and what it raises.

import type { VNode } from 'preact'
import en from '../../../../../texts/events.en.json' with { type: 'json' }
import { language, t } from '../../../../lib/i18n.ts'
import { Field } from '../../../../ui/form.tsx'
import { Select } from '../../../../ui/select.tsx'
import { coded } from '../../words.ts'
import { COMPARED, condition } from '../rules/told.ts'
import type { Kind } from '../types.ts'
import { type By, COMPARES, DIRECTIONS, type Fault, PRIORITIES, type StepDraft } from './draft.ts'
import { faultOf } from './fault.ts'

const BYS: By[] = ['threshold', 'change', 'absence']
const CATEGORIES = Object.keys(en).map(key => key.split('.').slice(1).join('.'))

interface Props { of: StepDraft; at: number; kind: Kind; faults: Fault[]; set: (changes: Partial<StepDraft>) => void }

export function StepForm({ of, at, kind, faults, set }: Props): VNode {
  const id = (field: string) => `rule-step-${at}-${field}`
  const text = (field: 'value' | 'clear' | 'within' | 'after' | 'off' | 'hours', label: string, hint?: string, optional = false) => (
    <Field id={id(field)} label={label} hint={hint} optional={optional} fault={faultOf(faults, `step-${at}-${field}`)}>
      {control => <input {...control} inputMode="decimal" value={of[field]} onInput={event => set({ [field]: event.currentTarget.value })} />}
    </Field>
  )
  const categories = CATEGORIES.includes(of.category) ? CATEGORIES : [of.category, ...CATEGORIES]
  return (
    <>
      {of.kept ? <p>{condition(of.kept, kind)}<br /><span class="hint">{t('rule.kept-several')}</span></p> : <Condition of={of} at={at} kind={kind} faults={faults} set={set} text={text} />}
      <div class="figures">
        {text('after', t('rule.after'), t('rule.after-hint'), true)}
        {of.clears && text('off', t('rule.off'), t('rule.off-hint'), true)}
      </div>
      <label class="choice"><input type="checkbox" checked={of.clears} onChange={event => set({ clears: event.currentTarget.checked })} /> {t('rule.clears')}</label>
      <div class="figures">
        <Field id={id('raises')} label={t('rule.raises')}>{control => <Select control={control} of={['hazard', 'incident']} value={of.raises} word={one => t(`rule.raises.${one}`)} set={raises => set({ raises })} />}</Field>
        <Field id={id('priority')} label={t('ops.priority')}>{control => <Select control={control} of={PRIORITIES} value={of.priority} word={one => one} set={priority => set({ priority })} />}</Field>
        <Field id={id('category')} label={t('rule.category')} fault={faultOf(faults, `step-${at}-category`)}>{control => <select {...control} value={of.category} onChange={event => set({ category: event.currentTarget.value })}>{categories.map(one => <option key={one} value={one}>{one} {coded('category', one) === one ? '' : coded('category', one)}</option>)}</select>}</Field>
        {text('hours', t('rule.settle-hours'), undefined, true)}
      </div>
    </>
  )
}

type Text = (field: 'value' | 'clear' | 'within', label: string, hint?: string, optional?: boolean) => VNode

function Condition({ of, at, kind, faults, set, text }: Props & { text: Text }): VNode {
  const id = (field: string) => `rule-step-${at}-${field}`
  const unit = kind.measures.find(one => one.measure === of.measure)?.unit ?? ''
  const [value, clear] = [t('rule.value', { unit: unit === '1' ? '' : unit }), t('rule.clear', { unit: unit === '1' ? '' : unit })]
  return (
    <div class="figures">
      <Field id={id('by')} label={t('rule.by-what')}>{control => <Select control={control} of={BYS} value={of.by} word={one => t(`rule.by.${one}`)} set={by => set({ by })} />}</Field>
      <Field id={id('measure')} label={t('rule.measure')} fault={faultOf(faults, `step-${at}-measure`)}>
        {control => (
          <select {...control} value={of.measure} onChange={event => set({ measure: event.currentTarget.value })}>
            {of.by === 'absence' && <option value="">{t('rule.anything')}</option>}
            {kind.measures.map(one => <option key={one.measure} value={one.measure}>{one.name[language.value]}</option>)}
          </select>
        )}
      </Field>
      {of.by === 'threshold' && <Field id={id('compare')} label={t('rule.compare')}>{control => <Select control={control} of={COMPARES} value={of.compare} word={one => COMPARED[one]} set={compare => set({ compare })} />}</Field>}
      {of.by === 'change' && <Field id={id('direction')} label={t('rule.direction')}>{control => <Select control={control} of={DIRECTIONS} value={of.direction} word={one => t(`rule.direction.${one}`)} set={direction => set({ direction })} />}</Field>}
      {of.by !== 'absence' && text('value', value)}
      {of.by === 'threshold' && text('clear', clear, t('rule.clear-hint'), true)}
      {of.by !== 'threshold' && text('within', t(of.by === 'absence' ? 'rule.absent-for' : 'rule.within'))}
    </div>
  )
}
