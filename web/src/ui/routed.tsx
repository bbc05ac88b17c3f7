// The one of a shell's screens that the path names.

import type { VNode } from 'preact'
import { t } from '../lib/i18n.ts'
import { match, path, type Screens } from '../lib/router.ts'
import { Page } from './base.tsx'

export function Routed({ screens }: { screens: Screens }): VNode {
  for (const [pattern, Screen] of Object.entries(screens)) {
    const params = match(pattern, path.value)
    if (params) return <Screen key={path.value} params={params} />
  }
  return (
    <Page title={t('app.nowhere')} back="/">
      <p>{t('app.nowhere-why')}</p>
    </Page>
  )
}
