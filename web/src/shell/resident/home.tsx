// 首页: what waits for me, what I can do here, and what I was told.

import type { ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, type Got, got } from '../../lib/api.ts'
import { placeName } from '../../lib/config.ts'
import { type Key, language, t, word } from '../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../lib/load.ts'
import { isElder } from '../../lib/look.ts'
import { Load, Page, Tag } from '../../ui/base.tsx'
import { Help } from './help.tsx'
import { Notices, ToDo, useInbox } from './notices.tsx'

type Person = Got<'/v1/accounts/me'>
const TASKS = ['report', 'report/mine', 'me'] as const // what there is a screen for, the most needed first
const OTHERS = ['env'] as const // that the large look leaves out

export function Home(): VNode {
  const me = useLoad(() => got(api.GET('/v1/accounts/me')))
  const inbox = useInbox()
  return (
    <Page title={me.data?.name ? t('home.hello', { name: me.data.name }) : t('resident.home')}>
      <Unsent />
      <ul class="bare doors">
        {[...TASKS, ...(isElder() ? [] : OTHERS)].map((to, n) => <li key={to}><a class={n ? 'button' : 'button main'} href={`/${to}`}>{t(`home.task.${to}` as Key)}</a></li>)}
      </ul>
      <h2>{t('home.to-do')}</h2>
      <ToDo of={inbox} />
      <h2>{t('home.notices')}</h2>
      <Notices of={inbox} />
      <Communities of={me} />
      {isElder() ? <div class="actions"><Help /></div> : <p class="otherwise"><Help /></p>}
    </Page>
  )
}

/** What this device keeps is looked at once the page is there. */
function Unsent(): VNode | null {
  const [Part, show] = useState<ComponentType>()
  useEffect(() => {
    import('./unsent.tsx').then((part?: { default: ComponentType }) => part && show(() => part.default), () => {})
  }, [])
  return Part ? <Part /> : null
}

function Communities({ of }: { of: Loaded<Person> }): VNode {
  return (
    <section aria-labelledby="communities">
      <h2 id="communities">{t('home.communities')}</h2>
      <Load of={of} quiet isEmpty={me => !me.memberships.length} empty={<p>{t('home.no-community')}</p>}>
        {me => (
          <ul class="bare">
            {me.memberships.map(one => (
              <li key={`${one.role} ${one.place}`}>
                {placeName(one.place, language.value)} <Tag>{word('role', one.role)}</Tag>
              </li>
            ))}
          </ul>
        )}
      </Load>
    </section>
  )
}
