// One shift of a roster.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { type Candidate, PersonField } from '../person.tsx'
import type { Roster } from '../types.ts'
import { dayName } from './roster.tsx'

type Shift = Roster['shifts'][number]
const DAYS = [1, 2, 3, 4, 5, 6, 7]

interface Props {
  n: number
  of: Shift
  community: string
  known: Candidate[] // who holds the post already
  change: (to: Shift) => void
  remove: () => void
}

export function ShiftEdit({ n, of, community, known, change, remove }: Props): VNode {
  const day = (one: number, on: boolean) => change({ ...of, weekdays: DAYS.filter(each => (each === one ? on : of.weekdays.includes(each))) })
  const text = (name: 'from' | 'until') => (event: { currentTarget: HTMLInputElement }) => change({ ...of, [name]: event.currentTarget.value })
  const date = (name: 'first' | 'last') => (event: { currentTarget: HTMLInputElement }) => change({ ...of, [name]: event.currentTarget.value || null })
  return (
    <fieldset class="card shift">
      <legend>{t('ops.shift', { number: n + 1 })}</legend>
      <PersonField id={`person-${n}`} label={t('ops.person')} community={community} value={of.person} say={person => change({ ...of, person })} also={known} />
      <fieldset class="sorts">
        <legend>{t('ops.days')}</legend>
        {DAYS.map(one => <label key={one} class="choice"><input type="checkbox" checked={of.weekdays.includes(one)} onChange={event => day(one, event.currentTarget.checked)} /> {dayName(one)}</label>)}
      </fieldset>
      <div class="filters">
        <Field id={`from-${n}`} label={t('ops.from')}>{control => <input {...control} type="time" value={of.from} onInput={text('from')} />}</Field>
        <Field id={`until-${n}`} label={t('ops.until-hour')} hint={t('ops.until-hint')}>{control => <input {...control} type="time" value={of.until} onInput={text('until')} />}</Field>
        <Field id={`first-${n}`} label={t('ops.first-day')} optional>{control => <input {...control} type="date" value={of.first ?? ''} onInput={date('first')} />}</Field>
        <Field id={`last-${n}`} label={t('ops.last-day')} optional>{control => <input {...control} type="date" value={of.last ?? ''} onInput={date('last')} />}</Field>
      </div>
      <Button small onClick={remove}>{t('form.remove', { number: n + 1 })}</Button>
    </fieldset>
  )
}
