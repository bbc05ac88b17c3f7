// Messages that could not be processed, without what they said. That they are sent again is done
// with the platform's own command, which this screen names.

import type { VNode } from 'preact'
import { api, got } from '../../lib/api.ts'
import { type Key, t, tOr } from '../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../lib/load.ts'
import { Load, Page, Table, When } from '../../ui/base.tsx'
import { upTo } from './pages.ts'
import { type Gives, whole } from './types.ts'

type Unread = Gives<'/v1/facilities/quarantine'>['items'][number]
type Found = { rows: Unread[]; more: boolean }
const MOST = 100
const OFTEN = 30 // seconds

export default function Screen(): VNode {
  const devices = useLoad(() => upTo<Unread>(MOST, after => whole(got(api.GET('/v1/facilities/quarantine', { params: { query: { after } } })))), [], OFTEN)
  const notices = useLoad(() => upTo<Unread>(MOST, after => whole(got(api.GET('/v1/notify/quarantine', { params: { query: { after } } })))), [], OFTEN)
  return (
    <Page title={t('ops.unread')} back="/ops/more" wide>
      <p>{t('ops.unread-why')}</p>
      <Kept title="ops.unread-devices" of={devices} />
      <Kept title="ops.unread-notices" of={notices} />
      <p class="meta">{t('ops.unread-again')} <code>./linli replay</code></p>
    </Page>
  )
}

function Kept({ title, of }: { title: Key; of: Loaded<Found> }): VNode {
  return (
    <section>
      <h2>{t(title)}</h2>
      <Load of={of} isEmpty={({ rows }) => !rows.length} empty={<p>{t('ops.unread-none')}</p>}>
        {({ rows, more }) => (
          <>
            <Table caption={t('ops.unread-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
              { title: t('ops.kept-at'), cell: one => <When at={one.kept_at} /> },
              { title: t('ops.queue'), cell: one => one.queue },
              { title: t('ops.why'), cell: one => tOr(`ops.unread.${one.why}`, one.why) },
              { title: t('ops.replays'), end: true, cell: one => one.replays },
              { title: t('ops.number'), cell: one => <code>{one.id}</code> },
            ]} />
            {more && <p class="meta">{t('ops.more-than-rows', { most: MOST })}</p>}
          </>
        )}
      </Load>
    </section>
  )
}
