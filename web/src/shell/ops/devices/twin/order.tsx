// Telling a device to do something that its kind does, by when, and with what. What one presses again
// because no answer came is the same command.

import type { VNode } from 'preact'
import { api, got, once } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button, Confirm } from '../../../../ui/base.tsx'
import { type Check, useForm } from '../../../../ui/filling.tsx'
import { Field } from '../../../../ui/form.tsx'
import { whole } from '../../types.ts'
import { commandName } from '../ask.ts'
import { lasting } from '../lasting.ts'
import type { Device, Kind } from '../types.ts'
import { argumentsOf, type Typed } from './arguments.ts'
import { Arguments, checksOf } from './arguments.tsx'

const SECONDS = [10, 30, 60, 300, 900, 3600, 21_600, 86_400]
const USUAL = 60
interface Draft { command: string; seconds: number; typed: Typed }

export function OrderForm({ device, kind, again }: { device: Device; kind: Kind; again: () => Promise<unknown> }): VNode | null {
  const draft = useDraft<Draft>(`order:${device.id}`, () => ({ command: '', seconds: USUAL, typed: {} }))
  const { key, summary, fault, sending } = useForm(draft.value)
  if (!draft.value) return null
  const { command, seconds, typed } = draft.value
  const known = kind.commands.find(one => one.command === command)
  async function send(): Promise<void> {
    const { values, wrong } = known ? argumentsOf(known, typed) : { values: {}, wrong: {} }
    const checks: Check[] = [['command', !known, t('twin.pick-command')], ...(known ? checksOf(known, wrong) : [])]
    await sending(checks, async () => {
      const body = { command, arguments: values, expires_in: seconds }
      await whole(got(api.POST('/v1/devices/{device_id}/commands', { params: { path: { device_id: device.id }, header: once(key) }, body })))
      draft.set({ command: '', seconds, typed: {} })
      await draft.done()
      await again()
    })
  }
  return (
    <div class="order">
      {summary}
      <Field id="command" label={t('twin.command')} fault={fault('command')}>
        {control => (
          <select {...control} value={known ? command : ''} onChange={event => draft.set({ command: event.currentTarget.value, typed: {} })}>
            <option value="">{t('form.pick')}</option>
            {kind.commands.map(one => <option key={one.command} value={one.command}>{commandName(one.command, kind)}</option>)}
          </select>
        )}
      </Field>
      {known && <Arguments of={known} typed={typed} fault={fault} set={next => draft.set({ typed: next })} />}
      <Field id="expires" label={t('twin.expires')} hint={t('twin.expires-what')}>
        {control => <select {...control} value={seconds} onChange={event => draft.set({ seconds: Number(event.currentTarget.value) })}>{SECONDS.map(one => <option key={one} value={one}>{lasting(one)}</option>)}</select>}
      </Field>
      {kind.safety && known
        ? <Confirm title={t('twin.send-title', { what: commandName(command, kind), device: device.name })} action={t('twin.send')} done={send}><p>{t('twin.send-what')}</p></Confirm>
        : <Button kind="main" onClick={send}>{t('twin.send')}</Button>}
    </div>
  )
}
