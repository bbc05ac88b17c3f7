// What linked devices were told, and what came of it: requested, done, failed, or without an answer.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { useNewest } from '../../../lib/newest.ts'
import { cited } from '../../../lib/noted.ts'
import { Clock, Confirm, Load, Tag, When } from '../../../ui/base.tsx'
import { isToUndo } from '../order.ts'
import { upTo } from '../pages.ts'
import { type Detail, type Order, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { coded, listed, said, who } from '../words.ts'

const OFTEN = 5 // seconds

export function Links({ of }: { of: Detail }): VNode {
  const orders = useNewest(() => ofIncident(of), [of.id], of.version, OFTEN)
  return (
    <section aria-labelledby="links">
      <h2 id="links">{t('ops.links')}</h2>
      <Load of={orders} quiet isEmpty={rows => !rows.length} empty={<p class="meta">{t('ops.no-links')}</p>}>
        {rows => <ul class="bare links">{rows.map(one => <One key={one.id} of={one} among={rows} again={orders.reload} />)}</ul>}
      </Load>
    </section>
  )
}

/** Of all hazards that are handled here; the API gives what is open first. */
async function ofIncident(of: Detail): Promise<Order[]> {
  const path = { incident_id: of.id }
  const own = new Set([of.hazard_id])
  if (of.joined) for (const one of (await upTo(100, after => whole(got(api.GET('/v1/incidents/{incident_id}/hazards', { params: { path, query: { after } } }))))).rows) own.add(one.hazard_id)
  const hazard = of.joined ? {} : { hazard: of.hazard_id }
  const { rows } = await upTo(150, after => whole(got(api.GET('/v1/facilities/actions', { params: { query: { community: of.community, ...hazard, after } } }))))
  return rows.filter(one => own.has(one.hazard_id))
}

function stateOf(one: Order): { kind: 'plain' | 'ok' | 'warning' | 'error'; words: string } {
  if (one.outcome) return { kind: one.outcome === 'done' ? 'ok' : 'error', words: said('link', one.outcome) }
  const kind = one.stage === 'timed_out' ? 'error' : one.stage === 'proposed' || one.stage === 'assigned' ? 'warning' : 'plain'
  return { kind, words: said('link', one.stage) }
}

export function One({ of, among, again }: { of: Order; among: readonly Order[]; again: () => unknown }): VNode {
  const { id: me, roles } = useWatcher()
  const state = stateOf(of)
  return (
    <li class="link-action">
      <strong>{of.drill && `${t('ops.drill')} `}{of.undoes && `${t('ops.undoing')} `}{word('command', of.command)}</strong> {of.kind ? coded('kind', of.kind) : t('ops.people-asked')} {of.asset_id}{' '}
      <Tag kind={state.kind}>{state.words}</Tag>
      <ol class="steps meta">
        <li>{t('ops.link-at')} <When at={of.ordered_at} /></li>
        {of.decided_at && <li>{t(of.stage === 'refused' ? 'ops.link-refused-by' : 'ops.link-decided-by', { who: who(of.by, me) })} <When at={of.decided_at} />{of.reason && ` · ${of.reason}`}</li>}
        {of.answered_at && <li>{t('ops.link-answered')} <When at={of.answered_at} /></li>}
        {of.late_at && <li>{t('ops.link-late', { outcome: word('outcome', of.late_outcome ?? '') })} <When at={of.late_at} /></li>}
        {of.ban_id && <li>{t('ops.link-banned', { ban: word('ban', of.ban_id) })}</li>}
        {of.undone_at && <li>{t('ops.link-undone-by', { who: who(of.undone_by, me) })} <When at={of.undone_at} /></li>}
      </ol>
      {of.article && <p class="meta">{cited(of.article)} {of.link_id}</p>}
      {of.stage === 'proposed' && <Proposed of={of} again={again} />}
      {of.undo_by.some(role => roles.includes(role)) && isToUndo(of, among) && <Undo of={of} again={again} />}
    </li>
  )
}

/** Its row says whose it is to decide; all others see for whom it waits. */
function Proposed({ of, again }: { of: Order; again: () => unknown }): VNode {
  const { roles } = useWatcher()
  const mine = of.deciders.some(role => roles.includes(role))
  return (
    <>
      {of.expires_at && <p>{t('ops.link-expires')} <Clock until={of.expires_at} /></p>}
      {mine ? <Decide of={of} again={again} /> : <p class="meta">{t('ops.link-waits-for', { roles: listed(of.deciders.map(role => word('role', role))) })}</p>}
    </>
  )
}

function Decide({ of, again }: { of: Order; again: () => unknown }): VNode {
  const path = { action_id: of.id }
  const what = `${word('command', of.command)} ${of.asset_id}`
  const confirm = async () => {
    await got(api.POST('/v1/facilities/actions/{action_id}/confirmations', { params: { path } }))
    await again()
  }
  const refuse = async (reason: string) => {
    await got(api.POST('/v1/facilities/actions/{action_id}/refusals', { params: { path }, body: { reason } }))
    await again()
  }
  return (
    <>
      <Confirm title={t('ops.link-confirm-title', { what })} action={t('ops.link-confirm')} done={confirm}><p>{t('ops.link-confirm-what')}</p></Confirm>
      <Confirm title={t('ops.link-refuse-title', { what })} action={t('ops.link-refuse')} reason done={refuse} />
    </>
  )
}

function Undo({ of, again }: { of: Order; again: () => unknown }): VNode {
  const undo = async (reason: string) => {
    await got(api.POST('/v1/facilities/actions/{action_id}/reversals', { params: { path: { action_id: of.id } }, body: { reason } }))
    await again()
  }
  return <Confirm title={t('ops.link-undo-title', { what: `${word('command', of.command)} ${of.asset_id}` })} action={t('ops.link-undo')} reason done={undo} />
}
