// What a plan says: its name, what is walked past and how often, the route, and whose it is.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../../lib/load.ts'
import { type Form, useForm } from '../../../ui/filling.tsx'
import { Field } from '../../../ui/form.tsx'
import { PersonField } from '../person.tsx'
import { type Gives, whole } from '../types.ts'
import { coded } from '../words.ts'
import { Route } from './route.tsx'

export type Plan = Gives<'/v1/facilities/plans'>['items'][number]
export type Round = Gives<'/v1/facilities/rounds'>['items'][number]
export interface Said {
  title: string
  row: string // of the round
  route: readonly string[]
  person: string
}
export const FRESH: Said = { title: '', row: '', route: [], person: '' }

export const bodyOf = ({ title, row, route, person }: Said) => ({ title: title.trim(), row, route: [...route], person: person || null })

export const useRounds = (community: string): Loaded<Round[]> =>
  useLoad(async () => (await whole(got(api.GET('/v1/facilities/rounds', { params: { query: { community } } })))).items, [community])

export function often({ value, unit }: Round): string {
  return t(unit === 'month' ? 'ops.plan-months' : 'ops.plan-days', { count: value })
}

export function usePlanned(said: Said, rounds: readonly Round[]): { form: Form; sending: (send: () => Promise<unknown>) => Promise<boolean> } {
  const known = rounds.some(one => one.id === said.row)
  const form = useForm(said, ({ pointer }, problem) => (pointer.startsWith('/body/route') ? { id: 'route', words: problem.words } : undefined))
  return {
    form,
    sending: send => form.sending([
      ['title', !said.title.trim(), t('ops.write-something')],
      ['round', !known, t('form.pick')],
      ['route', known && !said.route.length, t('ops.plan-route-missing')],
    ], send),
  }
}

interface Props {
  community: string
  rounds: readonly Round[]
  said: Said
  say: (changes: Partial<Said>) => void
  form: Form
}

export function PlanFields({ community, rounds, said, say, form: { summary, fault } }: Props): VNode {
  const round = rounds.find(one => one.id === said.row)
  return (
    <>
      {summary}
      <Field id="title" label={t('ops.plan-title')} fault={fault('title')}>
        {control => <input {...control} maxLength={60} value={said.title} onInput={event => say({ title: event.currentTarget.value })} />}
      </Field>
      <Field id="round" label={t('ops.plan-round')} hint={round && !round.verified ? t('ops.plan-unverified') : undefined} fault={fault('round')}>
        {control => (
          <select {...control} value={said.row} onChange={event => say({ route: [], row: event.currentTarget.value })}>
            <option value="">{t('form.pick')}</option>
            {rounds.map(one => <option key={one.id} value={one.id}>{coded('kind', one.kind)} · {often(one)}</option>)}
          </select>
        )}
      </Field>
      {round && <Route key={round.id} community={community} kind={round.kind} route={said.route} walk={route => say({ route })} fault={fault('route')} />}
      <PersonField id="person" label={t('ops.plan-by')} community={community} value={said.person} say={person => say({ person })} optional />
    </>
  )
}
