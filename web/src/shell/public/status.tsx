// What can truly be said from here: whether the API answers, and which build these pages are. An
// outage that this page cannot see is not called none.

import type { VNode } from 'preact'
import { known } from '../../lib/config.ts'
import { language, t } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { Load, Page, Tag } from '../../ui/base.tsx'
import { apiNow, built, buildOf } from './seen.ts'

const OFTEN = 30 // seconds

export function Status(): VNode {
  const { communities } = known()
  const api = useLoad(apiNow, [], OFTEN)
  const newest = useLoad(buildOf, [], OFTEN)
  const mine = built()
  const standing = newest.problem || newest.data === undefined ? 'unknown' : newest.data === mine ? 'newest' : 'older'
  return (
    <Page title={t('status.title')} back="/">
      <p>{t('status.only')}</p>
      <h2>{t('status.api')}</h2>
      <Load of={api}>
        {one => (
          <p role="status">
            <Tag kind={one.says === 'answers' ? 'ok' : 'error'}>{t(`status.api-${one.says}`)}</Tag>{' '}
            {one.status !== 0 && <span class="meta">{t('status.asked', { ms: one.ms })} · HTTP {one.status}</span>}
          </p>
        )}
      </Load>
      <h2>{t('status.pages')}</h2>
      <p>{t('status.build', { build: mine })} · {t(`status.${standing}`)}</p>
      <h2>{t('status.communities')}</h2>
      {communities.length ? <ul>{communities.map(one => <li key={one.code}>{one.name[language.value]}</li>)}</ul> : <p>{t('status.no-community')}</p>}
      <p><a href="/env">{t('status.env')}</a></p>
      <p><a href="/docs">{t('status.docs')}</a></p>
    </Page>
  )
}
