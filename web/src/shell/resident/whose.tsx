// An address that signs a browser in may be another's, sent so that what is typed here becomes his:
// nothing goes on before the person has read whose account it is, and says that it is his own.

import type { VNode } from 'preact'
import { api, got } from '../../lib/api.ts'
import { accept, signOut } from '../../lib/auth.ts'
import { placeName } from '../../lib/config.ts'
import { language, t, word } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { ActionBar, Button, Load, Page } from '../../ui/base.tsx'

export default function Whose(): VNode {
  const me = useLoad(() => got(api.GET('/v1/accounts/me')))
  return (
    <Page title={t('whose.title')}>
      <Load of={me} quiet>
        {one => (
          <>
            <p>{t('whose.by-address')}</p>
            <dl class="facts">
              <dt>{t('me.name')}</dt><dd><strong>{one.name || t('me.unknown')}</strong></dd>
              <dt>{t('me.phone')}</dt><dd>{one.phone ?? t('me.unknown')}</dd>
              <dt>{t('whose.roles')}</dt>
              <dd>{one.memberships.map(each => `${placeName(each.place, language.value)} ${word('role', each.role)}`).join(' · ') || t('me.unknown')}</dd>
            </dl>
            <p>{t('whose.beware')}</p>
            <ActionBar>
              <Button onClick={() => signOut()}>{t('whose.not-me')}</Button>
              <Button kind="main" onClick={accept}>{t('whose.me')}</Button>
            </ActionBar>
          </>
        )}
      </Load>
    </Page>
  )
}
