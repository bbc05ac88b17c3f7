// What a kind was before each time that it was revised, and how it is made so again.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { useNewest } from '../../../../lib/newest.ts'
import { Button, Confirm, Load, Timeline } from '../../../../ui/base.tsx'
import { type Gives, whole } from '../../types.ts'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { anew } from '../anew.ts'
import { may } from '../may.ts'
import type { Kind } from '../types.ts'
import { changes } from './changes.ts'

type Revision = Gives<'/v1/devices/kinds/{kind_id}/revisions'>['items'][number]
interface Props { of: Kind; community: string; again: () => Promise<void> }

export function Revisions({ of, community, again }: Props): VNode {
  const { id: me, roles } = useWatcher()
  const page = (after: number) => whole(got(api.GET('/v1/devices/kinds/{kind_id}/revisions', { params: { path: { kind_id: of.id }, query: { community, after } } })))
  const first = useNewest(() => page(0), [of.id], of.version)
  const [more, add] = useState<{ items: Revision[]; next: number | null; of: number | null }>()
  const known = more?.of === of.version ? more : undefined
  const further = async (after: number) => {
    const got_ = await page(after)
    add({ items: [...(known?.items ?? []), ...got_.items], next: got_.next, of: of.version })
  }
  const makes = may('make', roles)
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions">{t('rule.revisions')}</h2>
      <Load of={first} quiet isEmpty={({ items }) => !items.length} empty={<p class="meta">{t('rule.never-revised')}</p>}>
        {({ items, next }) => {
          const all = [...items, ...(known?.items ?? [])]
          const after = known ? known.next : next
          const then = (n: number): Kind => all[n + 1]?.was ?? of
          return (
            <>
              <Timeline label={t('rule.revisions')} of={all.map((one, n) => ({
                id: one.was.version ?? 0, at: one.at, by: who(one.by, me), what: t('rule.revised-from', { version: one.was.version ?? 0 }),
                more: <>{(n + 1 < all.length || after === null) && <ul class="bare meta">{changes(one.was, then(n)).map(each => <li key={each}>{each}</li>)}</ul>}{makes && <Back of={of} to={one.was} again={again} />}</>,
              })).reverse()} />
              {after !== null && <Button onClick={() => further(after)}>{t('device.show-more')}</Button>}
            </>
          )
        }}
      </Load>
    </section>
  )
}

function Back({ of, to, again }: { of: Kind; to: Kind; again: () => Promise<void> }): VNode {
  const version = to.version ?? 0
  const params = { path: { kind_id: of.id }, header: matching(of.version) }
  const back = () => anew(() => got(api.POST('/v1/devices/kinds/{kind_id}/reversals', { params, body: { to: version } })), again)
  return (
    <Confirm title={t('rule.back-title', { version })} action={t('rule.back', { version })} done={back}>
      <p>{t('rule.back-what')}</p>
      <ul class="bare">{changes(of, to).map(one => <li key={one}>{one}</li>)}</ul>
    </Confirm>
  )
}
