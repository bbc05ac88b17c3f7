// What a device was told, the last first, and what came of it; what is not over may be called back.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { Button, Clock, Confirm, Load, Tag, When } from '../../../../ui/base.tsx'
import { usePaged } from '../../pages.ts'
import { whole } from '../../types.ts'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { commandName } from '../ask.ts'
import { may } from '../may.ts'
import type { Device, Kind } from '../types.ts'
import { holderOf } from './lease.tsx'
import { OrderForm } from './order.tsx'
import type { Command, Lease } from './types.ts'
import { written } from './values.tsx'

const OFTEN = 3 // seconds
const KINDS = { sent: 'plain', done: 'ok', failed: 'error', expired: 'error', cancelled: 'warning' } as const

interface Props { device: Device; kind: Kind; lease: Lease | null; fixed: boolean }

export function Commands({ device, kind, lease, fixed }: Props): VNode {
  const { id: me, roles } = useWatcher()
  const path = { device_id: device.id }
  const told = usePaged(after => whole(got(api.GET('/v1/devices/{device_id}/commands', { params: { path, query: { after } } }))), [device.id], { every: OFTEN, id: one => one.id })
  const drives = may('drive', roles) && !fixed
  const holds = !kind.leased || (me !== undefined && holderOf(lease, Date.now()) === me)
  return (
    <>
      <h3 id="commands">{t('twin.commands')}</h3>
      {!kind.commands.length && !fixed && <p class="meta">{t('twin.no-command')}</p>}
      {drives && kind.commands.length > 0 && !holds && <p class="meta">{t('twin.lease-first')}</p>}
      {drives && kind.commands.length > 0 && holds && <OrderForm device={device} kind={kind} again={told.reload} />}
      <Load of={told} isEmpty={rows => !rows.length} empty={<p class="meta">{t('twin.never-told')}</p>}>
        {rows => <ul class="bare links" aria-label={t('twin.commands')}>{rows.map(one => <One key={one.id} of={one} kind={kind} drives={drives} again={told.reload} />)}</ul>}
      </Load>
      {told.further && <Button onClick={told.further}>{t('device.show-more')}</Button>}
    </>
  )
}

function One({ of, kind, drives, again }: { of: Command; kind: Kind; drives: boolean; again: () => Promise<unknown> }): VNode {
  const { id: me } = useWatcher()
  const what = commandName(of.command, kind)
  const taken = kind.commands.find(one => one.command === of.command)?.arguments ?? []
  const path = { device_id: of.device_id, command_id: of.id }
  const late = of.answer !== null && of.stage !== of.answer
  const cancel = async () => {
    await got(api.POST('/v1/devices/{device_id}/commands/{command_id}/cancellations', { params: { path } }))
    await again()
  }
  return (
    <li class="link-action">
      <strong>{what}</strong> {Object.entries(of.arguments).map(([name, value]) => {
        const known = taken.find(one => one.argument === name)
        return <span key={name}>{known ? known.name[language.value] : <code>{name}</code>} {written(value)}{known?.unit && ` ${known.unit}`} </span>
      })}
      <Tag kind={KINDS[of.stage]}>{t(`twin.stage.${of.stage}`)}</Tag>{' '}
      {of.stage === 'sent' && <Clock until={of.expires_at} />}
      <ol class="steps meta">
        <li>{t('twin.asked-by', { who: who(of.by, me) })} <When at={of.asked_at} /></li>
        {of.tries > 1 && <li>{t('twin.tries', { count: of.tries })}</li>}
        {of.answered_at && <li>{t(of.answer === 'failed' ? 'twin.answered-failed' : 'twin.answered-done')} <When at={of.answered_at} />{late && ` · ${t('twin.answered-late')}`}</li>}
        {of.cancelled_by && of.ended_at && <li>{t('twin.cancelled-by', { who: who(of.cancelled_by, me) })} <When at={of.ended_at} /></li>}
        {of.stage === 'expired' && <li>{t('twin.expired-at')} <When at={of.expires_at} /></li>}
      </ol>
      {drives && of.stage === 'sent' && <Confirm title={t('twin.cancel-title', { what })} action={t('twin.cancel')} danger done={cancel}><p>{t('twin.cancel-what')}</p></Confirm>}
    </li>
  )
}
