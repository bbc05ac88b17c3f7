// Who works here, in which community, and the frame of each of his screens: what is unsent stands
// above everything, and so does that one's position is recorded.

import { type ComponentChildren, createContext, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { chosen, communitiesOf } from '../../lib/communities.ts'
import { placeName } from '../../lib/config.ts'
import { language, t } from '../../lib/i18n.ts'
import { useLast } from '../../lib/last.ts'
import { type Loaded, useLoad } from '../../lib/load.ts'
import { api, got } from '../../lib/api.ts'
import { isElder } from '../../lib/look.ts'
import { acts, unsent } from '../../lib/own.ts'
import { filter, path } from '../../lib/router.ts'
import { Button, Load, Notice, Page } from '../../ui/base.tsx'
import { stopTracking, tracked, trouble } from './patrol/positions.ts'
import type { Me } from './types.ts'

export interface Worker {
  id: string
  roles: string[]
  community: string
}

export const Working = createContext<Loaded<Me> | null>(null)
export const useMe = (): Loaded<Me> => useLast('me', useLoad(() => got(api.GET('/v1/accounts/me'))))

interface Props {
  title: string
  back?: string
  bar?: VNode | null | undefined
  children: (worker: Worker) => ComponentChildren
}

export function Desk({ title, back, bar, children }: Props): VNode {
  const me = useContext(Working)
  const way = back ?? (isElder() && path.value !== '/work' ? '/work' : undefined) // it has no tabs
  return (
    <Page title={title} {...(way && { back: way })} {...(bar && { bar })}>
      <Unsent />
      {tracked.value && <Tracked />}
      {me && <Load of={me} quiet>{one => <Chosen me={one}>{children}</Chosen>}</Load>}
    </Page>
  )
}

function Unsent(): VNode | null {
  const count = unsent.value.length
  const asks = acts.value.some(act => act.state === 'conflict' || act.state === 'refused')
  if (!count) return null
  return (
    <p class={`unsent${asks ? ' asks' : ''}`} role="status">
      <a href="/work/outbox">{t('outbox.unsent', { count })}{asks && ` · ${t('work.decide')}`}</a>
    </p>
  )
}

function Tracked(): VNode {
  return (
    <div class="tracking" role="status">
      <strong>{t('work.tracking')}</strong><Button small onClick={stopTracking}>{t('work.stop-tracking')}</Button>
      {trouble.value && <Notice kind="warning" title={t(`work.position.${trouble.value}`)} />}
    </div>
  )
}

function Chosen({ me, children }: { me: Me; children: Props['children'] }): VNode {
  const communities = communitiesOf(me)
  const community = chosen() ?? communities[0]
  if (!community) return <p>{t('work.no-community')}</p>
  const worker = { id: me.id, roles: [...new Set(me.memberships.map(one => one.role))], community }
  return (
    <>
      {communities.length > 1 && (
        <label class="inline">{t('work.community')}{' '}
          <select value={community} onChange={event => filter({ community: event.currentTarget.value })}>
            {communities.map(code => <option key={code} value={code}>{placeName(code, language.value)}</option>)}
          </select>
        </label>
      )}
      <div key={community}>{children(worker)}</div>
    </>
  )
}
