// 首页: who I am here, and what I was told.

import type { VNode } from 'preact'
import { api, type Got, got } from '../../lib/api.ts'
import { placeName } from '../../lib/config.ts'
import { language, t } from '../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../lib/load.ts'
import { isElder } from '../../lib/look.ts'
import { Load, Page, Tag, word } from '../../ui/base.tsx'
import { Notices } from './notices.tsx'

type Person = Got<'/v1/accounts/me'>

export function Home(): VNode {
  const me = useLoad(() => got(api.GET('/v1/accounts/me')))
  return (
    <Page title={me.data?.name ? t('home.hello', { name: me.data.name }) : t('resident.home')}>
      <Communities of={me} />
      <h2>{t('home.notices')}</h2>
      <Notices />
      {isElder() && <p><a class="button" href="/me">{t('resident.me')}</a></p>}
    </Page>
  )
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
