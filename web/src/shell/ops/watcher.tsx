// Who is at the desk, and which community is looked at.

import { type ComponentChildren, createContext, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { chosen, communitiesOf } from '../../lib/communities.ts'
import { placeName } from '../../lib/config.ts'
import { language, t } from '../../lib/i18n.ts'
import type { Loaded } from '../../lib/load.ts'
import { filter } from '../../lib/router.ts'
import { Load, Page } from '../../ui/base.tsx'
import type { Me, Role } from './types.ts'

export const Watching = createContext<Loaded<Me> | null>(null)

export interface Watcher {
  id: string | undefined
  roles: Role[]
}

/** Who works on site sees assets; an official does not. */
export const ON_SITE: Role[] = ['grid_worker', 'community_worker', 'property_manager', 'city_operator']

export function useWatcher(): Watcher {
  const me = useContext(Watching)?.data
  return { id: me?.id, roles: [...new Set(me?.memberships.map(one => one.role))] }
}

interface Props {
  title: string
  back?: string
  bar?: (community: string) => VNode
  children: (community: string) => ComponentChildren
}

/** A screen of one community, with the switch to another. */
export function Post(p: Props): VNode {
  const me = useContext(Watching)
  return (
    <Page title={p.title} wide {...(p.back && { back: p.back })}>
      {me && <Load of={me} quiet>{person => <Chosen communities={communitiesOf(person)}>{p.children}</Chosen>}</Load>}
    </Page>
  )
}

function Chosen({ communities, children }: { communities: string[]; children: Props['children'] }): VNode {
  const community = chosen() ?? communities[0]
  if (!community) return <p>{t('ops.no-community')}</p>
  const all = communities.includes(community) ? communities : [community, ...communities]
  return (
    <>
      <label class="inline">{t('ops.community')}{' '}
        <select value={community} onChange={event => filter({ community: event.currentTarget.value })}>
          {all.map(code => <option key={code} value={code}>{placeName(code, language.value)}</option>)}
        </select>
      </label>
      <div key={community}>{children(community)}</div>
    </>
  )
}

/** A link within the command centre that keeps the community. */
export function within(path: string): string {
  const community = chosen()
  return community ? `${path}?community=${community}` : path
}
