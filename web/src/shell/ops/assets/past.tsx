// All that happened to an asset, page by page from its registration.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { cited } from '../../../lib/noted.ts'
import { number } from '../../../lib/quantities.ts'
import { Button, Load, Timeline } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { type Past as Line, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { coded, listed, measured, said, who } from '../words.ts'

export function Past({ id, version }: { id: string; version: number | null }): VNode {
  const { id: me } = useWatcher()
  const path = { asset_id: id }
  const all = usePaged(after => whole(got(api.GET('/v1/facilities/assets/{asset_id}/history', { params: { path, query: { after } } }))), [id], { version })
  return (
    <section aria-labelledby="past">
      <h2 id="past">{t('ops.past')}</h2>
      <Load of={all} quiet isEmpty={rows => !rows.length && !all.further} empty={<p class="meta">{t('ops.no-past')}</p>}>
        {rows => <Timeline label={t('ops.past')} of={rows.map((one, n) => ({ id: one.id || n, at: one.at, what: said('past', one.what), by: one.by ? who(one.by, me) : undefined, more: about(one) }))} />}
      </Load>
      {all.further && <Button onClick={all.further}>{t('ops.show-more')}</Button>}
    </section>
  )
}

function about(one: Line) {
  const parts = []
  if (one.measure) parts.push(`${measured(one.measure)} ${number(one.value, 2)}`)
  if (one.outcome) parts.push(coded('outcome', one.outcome))
  if (one.about) parts.push(one.about)
  if (one.reason) parts.push(one.reason)
  if (one.article) parts.push(cited(one.article))
  for (const { field, before, after } of one.changes) parts.push(t('ops.changed', { what: coded('ops.asset', field), before: worded(field, before), after: worded(field, after) }))
  return parts.length ? <span class="meta">{parts.join(' · ')}</span> : undefined
}

/** As it was written, but for what is a code. */
function worded(field: string, value: string | null): string {
  if (!value) return '—'
  if (field === 'certified') return listed(value.split(' ').map(one => coded('command', one)))
  return field === 'state' ? coded('ops.asset', value) : value
}
