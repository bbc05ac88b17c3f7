// 我的上报: what I reported, the last first, with what is still on this device above it.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, type Got, got } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { useLast } from '../../../lib/last.ts'
import { useLoad } from '../../../lib/load.ts'
import { Button, Clock, Load, Page, Tag, When } from '../../../ui/base.tsx'
import { useSent } from '../../work/keeping.tsx'
import Unsent from '../unsent.tsx'

type Card = Got<'/v1/facilities/reports'>['items'][number]
const OFTEN = 15 // seconds

const page = (after = '') => got(api.GET('/v1/facilities/reports', { params: { query: { after } } }))

export default function Mine(): VNode {
  const first = useLoad(() => page(), [], OFTEN)
  const shown = useLast('reports', first)
  const [more, add] = useState<{ items: Card[]; next: string | null }>()
  useSent(first.reload)
  async function further(after: string): Promise<void> {
    const found = await page(after)
    add({ items: [...(more?.items ?? []), ...found.items], next: found.next ?? null })
  }
  return (
    <Page title={t('report.mine')} back="/">
      <Unsent />
      <Load of={shown} isEmpty={all => !all.items.length} empty={<p>{t('report.none')} <a href="/report">{t('report.title')}</a></p>}>
        {all => {
          const next = more ? more.next : all.next
          const known = new Set(all.items.map(one => one.id))
          return (
            <>
              <ul class="bare cards">{[...all.items, ...(more?.items ?? []).filter(one => !known.has(one.id))].map(one => <One key={one.id} of={one} />)}</ul>
              {next && <Button onClick={() => further(next)}>{t('report.more')}</Button>}
            </>
          )
        }}
      </Load>
    </Page>
  )
}

export const isOver = ({ state }: Pick<Card, 'state'>): boolean => state === 'closed' || state === 'rejected'

function One({ of }: { of: Card }): VNode {
  return (
    <li class="card task">
      <p><a href={`/report/${of.id}`}>{word('category', of.category)}</a> <Tag kind={isOver(of) ? 'ok' : 'plain'}>{t(`report.state.${of.state}`)}</Tag></p>
      <p class="meta">{of.number} · <When at={of.at} />{!isOver(of) && of.promised_at && <> · <Clock until={of.promised_at} /></>}</p>
    </li>
  )
}
