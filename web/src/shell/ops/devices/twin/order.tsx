// Telling a device to do something that its kind does, by when, and with what.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button, Confirm } from '../../../../ui/base.tsx'
import { Field } from '../../../../ui/form.tsx'
import { whole } from '../../types.ts'
import { commandName } from '../ask.ts'
import { lasting } from '../lasting.ts'
import type { Device, Kind } from '../types.ts'
import { argumentsOf, type Lack, type Typed } from './arguments.ts'
import { Arguments } from './arguments.tsx'

const SECONDS = [10, 30, 60, 300, 900, 3600, 21_600, 86_400]
const USUAL = 60
interface Draft { command: string; seconds: number; typed: Typed }

export function OrderForm({ device, kind, again }: { device: Device; kind: Kind; again: () => Promise<unknown> }): VNode | null {
  const draft = useDraft<Draft>(`order:${device.id}`, () => ({ command: '', seconds: USUAL, typed: {} }))
  const [turn, press] = useState(0)
  const [wrong, tell] = useState<Record<string, Lack>>({})
  const [sent, keep] = useState({ key: newKey(), what: '' })
  if (!draft.value) return null
  const { command, seconds, typed } = draft.value
  const known = kind.commands.find(one => one.command === command)
  function ready(): boolean {
    press(turn + 1)
    const wrong = known ? argumentsOf(known, typed).wrong : {}
    tell(wrong)
    const [first] = known ? Object.keys(wrong).map(one => `argument-${one}`) : ['command']
    if (first) document.getElementById(first)?.focus()
    return !first
  }
  function pick(next: string): void {
    tell({})
    draft.set({ command: next, typed: {} })
  }
  /** What one presses again because no answer came is the same command: it gets the same key. */
  async function send(): Promise<void> {
    if (!ready() || !known) return // asked first, as it says what is missing
    const body = { command, arguments: argumentsOf(known, typed).values, expires_in: seconds }
    const what = JSON.stringify(body)
    const key = !sent.what || sent.what === what ? sent.key : newKey()
    keep({ key, what })
    await whole(got(api.POST('/v1/devices/{device_id}/commands', { params: { path: { device_id: device.id }, header: once(key) }, body })))
    keep({ key: newKey(), what: '' })
    press(0)
    draft.set({ command: '', seconds, typed: {} })
    await draft.done()
    await again()
  }
  return (
    <div class="order">
      <Field id="command" label={t('twin.command')} fault={turn && !known ? t('twin.pick-command') : undefined}>
        {control => (
          <select {...control} value={known ? command : ''} onChange={event => pick(event.currentTarget.value)}>
            <option value="">{t('form.pick')}</option>
            {kind.commands.map(one => <option key={one.command} value={one.command}>{commandName(one.command, kind)}</option>)}
          </select>
        )}
      </Field>
      {known && <Arguments of={known} typed={typed} wrong={wrong} set={next => draft.set({ typed: next })} />}
      <Field id="expires" label={t('twin.expires')} hint={t('twin.expires-what')}>
        {control => <select {...control} value={seconds} onChange={event => draft.set({ seconds: Number(event.currentTarget.value) })}>{SECONDS.map(one => <option key={one} value={one}>{lasting(one)}</option>)}</select>}
      </Field>
      {kind.safety && known
        ? <Confirm title={t('twin.send-title', { what: commandName(command, kind), device: device.name })} action={t('twin.send')} done={send}><p>{t('twin.send-what')}</p></Confirm>
        : <Button kind="main" onClick={send}>{t('twin.send')}</Button>}
    </div>
  )
}
