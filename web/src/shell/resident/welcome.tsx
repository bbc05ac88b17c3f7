// Before one is signed in: whose page this is, and how one comes in, also without a screen.

import type { VNode } from 'preact'
import { signIn } from '../../lib/auth.ts'
import { known } from '../../lib/config.ts'
import { language, t } from '../../lib/i18n.ts'
import { ActionBar, Button, Page } from '../../ui/base.tsx'
import { Help } from './help.tsx'

export function Welcome({ to }: { to?: string }): VNode {
  const city = known().title[language.value]
  return (
    <Page title={t('welcome.title', { city })}>
      <p class="lead">{t('welcome.why')}</p>
      <ActionBar>
        <Help />
        <Button kind="main" onClick={() => signIn(to)}>{t('auth.sign-in')}</Button>
      </ActionBar>
      <p><a href="/env">{t('welcome.env')}</a></p>
      <p>{t('welcome.otherwise')}</p>
    </Page>
  )
}
