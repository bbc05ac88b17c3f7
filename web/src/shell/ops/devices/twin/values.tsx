// Rows of names and values, as many as one adds.

import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import { t } from '../../../../lib/i18n.ts'
import type { Form } from '../../../../ui/filling.tsx'
import { Field } from '../../../../ui/form.tsx'
import { Select } from '../../../../ui/select.tsx'
import type { Row, Sort, Value, Wrong } from './values.ts'

const SORTS: Sort[] = ['text', 'number', 'yes-no']
const EMPTY: Row = { name: '', sort: 'text', value: '' }

/** Which of a row's fields is wrong. */
export const fieldOf = (row: number, what: Wrong['what']): string => `setting-${row}-${what === 'value' ? 'value' : 'name'}`

interface Props {
  label: string
  rows: Row[]
  known?: string[] // names that are offered
  fault: Form['fault']
  set: (rows: Row[]) => void
  most: number
}

export function Values({ label, rows, known = [], fault, set, most }: Props): VNode {
  const offered = useId()
  const change = (n: number, changes: Partial<Row>) => set(rows.map((row, at) => (at === n ? { ...row, ...changes } : row)))
  return (
    <fieldset class="values">
      <legend>{label}</legend>
      <datalist id={offered}>{known.map(one => <option key={one} value={one} />)}</datalist>
      {rows.map((row, n) => {
        const [name, value] = [fieldOf(n, 'name'), fieldOf(n, 'value')]
        return (
          <div class="values-row" key={n}>
            <Field id={name} label={t('twin.name')} fault={fault(name)}>
              {control => <input {...control} list={offered} maxLength={40} autocomplete="off" value={row.name} onInput={event => change(n, { name: event.currentTarget.value.trim() })} />}
            </Field>
            <Field id={`setting-${n}-sort`} label={t('twin.sort')}>
              {control => <Select control={control} of={SORTS} value={row.sort} word={one => t(`twin.sort.${one}`)} set={sort => change(n, { sort, value: '' })} />}
            </Field>
            <Field id={value} label={t('twin.value')} fault={fault(value)}>
              {control => row.sort === 'yes-no'
                ? <select {...control} value={row.value} onChange={event => change(n, { value: event.currentTarget.value })}><option value="">{t('form.pick')}</option><option value="true">{t('form.yes')}</option><option value="false">{t('form.no')}</option></select>
                : <input {...control} maxLength={100} inputMode={row.sort === 'number' ? 'decimal' : undefined} value={row.value} onInput={event => change(n, { value: event.currentTarget.value })} />}
            </Field>
            <button type="button" class="link" onClick={() => set(rows.filter((_, at) => at !== n))}>{t('form.remove', { number: n + 1 })}</button>
          </div>
        )
      })}
      {rows.length < most && <button type="button" onClick={() => set([...rows, EMPTY])}>{t('twin.add-value')}</button>}
    </fieldset>
  )
}

export const written = (value: Value | undefined): string =>
  value === undefined ? '—' : typeof value === 'boolean' ? t(value ? 'form.yes' : 'form.no') : String(value)
