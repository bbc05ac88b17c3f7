// What may be done to a device: each says what it does before it does it.

import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { Problem } from '../../../../lib/problem.ts'
import { Confirm, Notice } from '../../../../ui/base.tsx'
import { Field } from '../../../../ui/form.tsx'
import { useWatcher } from '../../watcher.tsx'
import { anew } from '../anew.ts'
import type { Shown } from '../frame.tsx'
import { may } from '../may.ts'

export function Acts(shown: Shown): VNode | null {
  const { roles } = useWatcher()
  const { state } = shown.device
  if (state === 'retired') return <Notice title={t('device.is-retired')} />
  const acts = [
    may('replace', roles) && <Replace key="replace" {...shown} />,
    state === 'active' && may('rotate', roles) && <Rotate key="rotate" {...shown} />,
    state !== 'revoked' && may('revoke', roles) && <End key="revoke" act="revocations" {...shown} />,
    may('retire', roles) && <End key="retire" act="retirements" {...shown} />,
  ].filter(Boolean)
  if (!acts.length) return null
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{t('device.acts')}</h2>
      {state === 'revoked' && <p>{t('device.is-revoked')}</p>}
      <div class="stacked">{acts as ComponentChildren}</div>
    </section>
  )
}

function End({ act, ...shown }: Shown & { act: 'revocations' | 'retirements' }): VNode {
  const { device } = shown
  const params = { path: { device_id: device.id }, header: matching(device.version) }
  const end = (reason: string) => anew(() => got(act === 'revocations'
    ? api.POST('/v1/devices/{device_id}/revocations', { params, body: { reason } })
    : api.POST('/v1/devices/{device_id}/retirements', { params, body: { reason } })), shown.again)
  return (
    <Confirm title={t(`device.${act}-title`, { name: device.name })} action={t(`device.${act}`)} reason danger done={end}>
      <p>{t(`device.${act}-what`)}</p>
    </Confirm>
  )
}

function Rotate(shown: Shown): VNode {
  const path = { device_id: shown.device.id }
  return (
    <Confirm title={t('device.rotations-title')} action={t('device.rotations')} done={() => anew(() => got(api.POST('/v1/devices/{device_id}/rotations', { params: { path } })), shown.again)}>
      <p>{t('device.rotations-what')}</p>
    </Confirm>
  )
}

function Replace(shown: Shown): VNode {
  const { device } = shown
  const [serial, write] = useState('')
  async function replace(reason: string): Promise<void> {
    if (!serial.trim()) throw new Problem(422, 'value-missing', t('device.serial-missing'))
    const params = { path: { device_id: device.id }, header: matching(device.version) }
    await anew(() => got(api.POST('/v1/devices/{device_id}/replacements', { params, body: { serial: serial.trim(), reason } })), shown.again)
    write('')
  }
  return (
    <Confirm title={t('device.replacements-title', { name: device.name })} action={t('device.replacements')} reason done={replace}>
      <p>{t('device.replacements-what')}</p>
      <Field id="new-serial" label={t('device.new-serial')} hint={device.serial ? t('device.former-serial', { serial: device.serial }) : undefined}>
        {control => <input {...control} value={serial} maxLength={64} autocomplete="off" onInput={event => write(event.currentTarget.value)} />}
      </Field>
    </Confirm>
  )
}
