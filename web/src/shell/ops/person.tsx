// Choosing somebody: those whom the community's rosters name, or anybody by his number.

import { type ComponentChildren, createContext, type VNode } from 'preact'
import { useContext, useState } from 'preact/hooks'
import { api, got } from '../../lib/api.ts'
import { t } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { postName } from '../../lib/noted.ts'
import { Problem } from '../../lib/problem.ts'
import { Field } from '../../ui/form.tsx'
import { type Role, whole } from './types.ts'
import { useWatcher } from './watcher.tsx'
import { who } from './words.ts'

const SEE_ROSTERS: Role[] = ['community_worker', 'official', 'city_operator']
const OTHER = '-'

export interface Candidate {
  id: string
  post: string
}

interface Props {
  id: string
  label: string
  community: string
  value: string
  say: (person: string) => void
  but?: (string | null | undefined)[] // who is no answer here
  also?: Candidate[] // offered before those of the rosters
  fault?: string | undefined
  optional?: boolean
}

export function PersonField(p: Props): VNode {
  const { id: me } = useWatcher()
  const known = useRostered(p.community)
  const [wished, type] = useState(false)
  const first = p.also ?? []
  const offered = [...first, ...(known ?? []).filter(one => !first.some(({ id }) => id === one.id))].filter(one => !p.but?.includes(one.id))
  const listed = !known || offered.length > 0 // a field that is asked of stays what it will be
  const typed = wished || (known !== null && p.value !== '' && !offered.some(one => one.id === p.value))
  const chosen = typed ? OTHER : p.value
  return (
    <>
      {listed && (
        <Field id={p.id} label={p.label} fault={typed ? undefined : p.fault} optional={p.optional}>
          {control => (
            <select {...control} value={chosen} onChange={({ currentTarget: { value } }) => { type(value === OTHER); p.say(value === OTHER ? '' : value) }}>
              <option value="">{t('form.pick')}</option>
              {offered.map(one => <option key={one.id} value={one.id}>{[who(one.id, me), postName(one.post)].filter(Boolean).join(' · ')}</option>)}
              <option value={OTHER}>{t('ops.person-other')}</option>
            </select>
          )}
        </Field>
      )}
      {(!listed || typed) && (
        <Field id={listed ? `${p.id}-other` : p.id} label={listed ? t('ops.person') : p.label} hint={t('ops.person-hint')} fault={p.fault} optional={p.optional}>
          {control => <input {...control} value={p.value} maxLength={128} autocomplete="off" onInput={event => { type(true); p.say(event.currentTarget.value.trim()) }} />}
        </Field>
      )}
    </>
  )
}

type Asked = Candidate[] | null // null: not known yet
const Rostered = createContext<Asked | undefined>(undefined)

/** Around many such fields, so that the rosters are asked for once. */
export function WithRosters({ community, children }: { community: string; children: ComponentChildren }): VNode {
  return <Rostered.Provider value={useAsked(community)}>{children}</Rostered.Provider>
}

function useRostered(community: string): Asked {
  const around = useContext(Rostered)
  const own = useAsked(around === undefined ? community : '')
  return around === undefined ? own : around
}

function useAsked(community: string): Asked {
  const { roles } = useWatcher()
  const may = community !== '' && SEE_ROSTERS.some(role => roles.includes(role))
  const found = useLoad(() => (may ? onRosters(community) : Promise.resolve([])), [community, may])
  return found.data ?? (found.problem ? [] : null)
}

/** Of the posts that the chain calls in the community, in its order; each person once. */
async function onRosters(community: string): Promise<Candidate[]> {
  const chain = await orNone(whole(got(api.GET('/v1/incidents/chains/{community}', { params: { path: { community } } }))))
  if (!chain) return []
  const posts = [...new Set(chain.levels.filter(one => one.place === 'community').map(one => one.post))]
  const rosters = await Promise.all(posts.map(post =>
    orNone(whole(got(api.GET('/v1/incidents/rosters/{place}/{post}', { params: { path: { place: community, post } } }))))))
  const known = new Map<string, Candidate>()
  for (const roster of rosters) for (const { person } of roster?.shifts ?? []) if (!known.has(person)) known.set(person, { id: person, post: roster?.post ?? '' })
  if (chain.operator && !known.has(chain.operator)) known.set(chain.operator, { id: chain.operator, post: t('ops.operator') })
  return [...known.values()]
}

async function orNone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  }
}
