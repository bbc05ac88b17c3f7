// One message to many: how far it is; anybody who may send it may stop it.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { number } from '../../../lib/quantities.ts'
import type { Params } from '../../../lib/router.ts'
import { Button, Clock, Confirm, Load, Page, Timeline } from '../../../ui/base.tsx'
import { type Gives, whole } from '../types.ts'
import { useWatcher, within } from '../watcher.tsx'
import { said, who } from '../words.ts'

type Bulk = Gives<'/v1/notify/bulks/{bulk_id}'>
const OFTEN = 3 // seconds
const COUNTS = ['recipients', 'accepted', 'delivered', 'in_flight', 'failed', 'expired', 'refused', 'unreachable', 'skipped', 'unsent'] as const

export default function Screen({ params }: { params: Params }): VNode {
  const path = { bulk_id: params.id ?? '' }
  const found = useLoad(() => whole(got(api.GET('/v1/notify/bulks/{bulk_id}', { params: { path } }))), [params.id], OFTEN)
  return (
    <Page title={t('ops.bulk')} back={within('/ops/suppliers')}>
      <Load of={found}>{one => <Shown of={one} again={found.reload} />}</Load>
    </Page>
  )
}

function Shown({ of, again }: { of: Bulk; again: () => unknown }): VNode {
  const { id: me } = useWatcher()
  return (
    <>
      <p role="status"><strong>{said('bulk', of.stage)}</strong> <progress max={100} value={of.percent} aria-label={said('bulk', of.stage)} /> {of.percent}% · {t('ops.per-minute', { count: of.per_minute })}</p>
      {of.expires_at && <p>{t('ops.bulk-until')} <Clock until={of.expires_at} /></p>}
      {of.stalled_since && <p>{t('ops.stalled')}</p>}
      <blockquote lang="zh-CN">{of.texts.zh}</blockquote>
      <blockquote lang="en">{of.texts.en}</blockquote>
      <dl class="facts">
        <dt>{t('ops.preview')}</dt><dd>{t('ops.preview-is', { recipients: of.preview.recipients, phones: of.preview.with_phone, segments: of.preview.segments })}{!of.preview.complete && ` ${t('ops.at-least')}`}</dd>
        {of.started_at && COUNTS.map(one => <><dt key={one}>{said('count', one)}</dt><dd>{number(of.counts[one])}</dd></>)}
      </dl>
      <Acts of={of} again={again} />
      <h2>{t('ops.facts')}</h2>
      <Timeline label={t('ops.facts')} of={of.acts.map((one, n) => ({ id: n, at: one.at, what: said('bulk-act', one.what), by: one.by ? who(one.by, me) : undefined }))} />
    </>
  )
}

function Acts({ of, again }: { of: Bulk; again: () => unknown }): VNode | null {
  const path = { bulk_id: of.id }
  const act = (route: '/v1/notify/bulks/{bulk_id}/pauses' | '/v1/notify/bulks/{bulk_id}/resumptions' | '/v1/notify/bulks/{bulk_id}/cancellations') => async () => {
    await got(api.POST(route, { params: { path } }))
    await again()
  }
  const going = of.stage === 'counting' || of.stage === 'sending'
  const waits = of.stage === 'draft' || of.stage === 'paused'
  if (!going && !waits) return null
  return (
    <div class="batch">
      {going && <Button kind="main" onClick={act('/v1/notify/bulks/{bulk_id}/pauses')}>{t('ops.pause')}</Button>}
      {waits && (
        <Confirm title={t(of.stage === 'draft' ? 'ops.start-title' : 'ops.resume-title', { count: of.preview.recipients })} action={t(of.stage === 'draft' ? 'ops.start' : 'ops.resume')} done={act('/v1/notify/bulks/{bulk_id}/resumptions')}>
          <p>{of.texts.zh}</p>
        </Confirm>
      )}
      <Confirm title={t('ops.bulk-cancel-title')} action={t('ops.cancel')} danger done={act('/v1/notify/bulks/{bulk_id}/cancellations')}><p>{t('ops.bulk-cancel-what')}</p></Confirm>
    </div>
  )
}
