// 统计: what a month says of assets and of how incidents were handled. Each number leads to what is
// behind it. People are not compared.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { filter, query } from '../../../lib/router.ts'
import { Month, useMonth } from '../months.tsx'
import { ON_SITE, Post, useWatcher } from '../watcher.tsx'
import { Facilities } from './facilities.tsx'
import { Handled } from './handled.tsx'

export const BYS = ['kind', 'maker', 'asset'] as const
export type By = (typeof BYS)[number]

export default function Screen(): VNode {
  return <Post title={t('ops.learned')} back="/ops/more">{community => <Shown community={community} />}</Post>
}

function Shown({ community }: { community: string }): VNode {
  const { roles } = useWatcher()
  const { month } = useMonth()
  const by = BYS.find(one => one === query.value.get('by')) ?? 'kind'
  const sees = roles.includes('official') || ON_SITE.some(role => roles.includes(role))
  return (
    <>
      <div class="filters"><Month /></div>
      <Handled key={`handled${month}`} community={community} month={month} />
      {sees && (
        <section aria-labelledby="of-assets">
          <h2 id="of-assets">{t('ops.learned-assets')}</h2>
          <fieldset class="sorts">
            <legend class="hidden">{t('ops.learned-by')}</legend>
            {BYS.map(one => <label key={one} class="choice"><input type="radio" name="by" checked={by === one} onChange={() => filter({ by: one === 'kind' ? null : one })} /> {t(`ops.by-${one}`)}</label>)}
          </fieldset>
          <Facilities key={month + by} community={community} month={month} by={by} />
        </section>
      )}
    </>
  )
}
