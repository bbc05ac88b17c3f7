// Who alone drives a device, until when; one takes it, keeps it longer, and gives it back.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button, Clock, Confirm, Tag, When } from '../../../../ui/base.tsx'
import { Field } from '../../../../ui/form.tsx'
import { Select } from '../../../../ui/select.tsx'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { may } from '../may.ts'
import type { Lease } from './types.ts'

const MINUTES = [5, 15, 30, 60, 240, 480]
const USUAL = 15

/** Nobody, once its time is over. */
export const holderOf = (lease: Lease | null, now: number): string | null =>
  lease?.holder && lease.until && Date.parse(lease.until) > now ? lease.holder : null

export function LeaseOf({ of, again }: { of: Lease; again: () => Promise<unknown> }): VNode {
  const { id: me, roles } = useWatcher()
  const holder = holderOf(of, Date.now())
  const drives = may('drive', roles)
  const path = { device_id: of.device_id }
  const release = async () => {
    await got(api.POST('/v1/devices/{device_id}/releases', { params: { path } }))
    await again()
  }
  const end = async (reason: string) => {
    await got(api.POST('/v1/devices/{device_id}/breaks', { params: { path }, body: { reason } }))
    await again()
  }
  return (
    <div class="lease">
      <p>
        {!holder && <Tag>{t('twin.lease-free')}</Tag>}
        {holder && <><Tag kind={holder === me ? 'ok' : 'warning'}>{holder === me ? t('twin.lease-yours') : t('twin.lease-theirs', { who: who(holder, me) })}</Tag> <Clock until={of.until} /></>}
        {holder && of.taken_at && of.until && <span class="meta"> {t('twin.lease-since')} <When at={of.taken_at} /> – <When at={of.until} /></span>}
      </p>
      {drives && (!holder || holder === me) && <Take of={of} mine={holder === me} again={again} />}
      {drives && holder !== null && holder === me && <Button onClick={release}>{t('twin.lease-release')}</Button>}
      {may('break', roles) && holder !== null && holder !== me && (
        <Confirm title={t('twin.lease-break-title', { who: who(holder, me) })} action={t('twin.lease-break')} reason danger done={end}><p>{t('twin.lease-break-what')}</p></Confirm>
      )}
    </div>
  )
}

function Take({ of, mine, again }: { of: Lease; mine: boolean; again: () => Promise<unknown> }): VNode {
  const [minutes, choose] = useState(USUAL)
  async function take(): Promise<void> {
    await got(api.POST('/v1/devices/{device_id}/leases', { params: { path: { device_id: of.device_id } }, body: { minutes } }))
    await again()
  }
  return (
    <>
      <Field id="lease-minutes" label={t('twin.lease-minutes')} hint={t('twin.lease-what')}>
        {control => <Select control={control} of={MINUTES} value={minutes} word={count => t('twin.minutes', { count })} set={choose} />}
      </Field>
      <Button kind={mine ? 'plain' : 'main'} onClick={take}>{t(mine ? 'twin.lease-renew' : 'twin.lease-take')}</Button>{' '}
    </>
  )
}
