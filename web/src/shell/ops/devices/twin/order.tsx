// Telling a device to do something that its kind does, by when, and with what.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button, Confirm, word } from '../../../../ui/base.tsx'
import { Field } from '../../../../ui/form.tsx'
import { whole } from '../../types.ts'
import { lasting } from '../lasting.ts'
import type { Device, Kind } from '../types.ts'
import { type Row, valuesOf, type Wrong } from './values.ts'
import { Values } from './values.tsx'

const SECONDS = [10, 30, 60, 300, 900, 3600, 21_600, 86_400]
const USUAL = 60
const MOST = 8
interface Draft { command: string; seconds: number; rows: Row[] }

export function OrderForm({ device, kind, again }: { device: Device; kind: Kind; again: () => Promise<unknown> }): VNode | null {
  const draft = useDraft<Draft>(`order:${device.id}`, () => ({ command: '', seconds: USUAL, rows: [] }))
  const [turn, press] = useState(0)
  const [wrong, tell] = useState<Wrong[]>([])
  const [sent, keep] = useState({ key: newKey(), what: '' })
  if (!draft.value) return null
  const { command, seconds, rows } = draft.value
  const known = kind.commands.includes(command)
  function ready(): boolean {
    press(turn + 1)
    const said = valuesOf(rows)
    tell(said.wrong)
    if (!known) document.getElementById('command')?.focus()
    return known && !said.wrong.length
  }
  /** What one presses again because no answer came is the same command: it gets the same key. */
  async function send(): Promise<void> {
    if (!ready()) return
    const body = { command, arguments: valuesOf(rows).values, expires_in: seconds }
    const what = JSON.stringify(body)
    const key = !sent.what || sent.what === what ? sent.key : newKey()
    keep({ key, what })
    await whole(got(api.POST('/v1/devices/{device_id}/commands', { params: { path: { device_id: device.id }, header: once(key) }, body })))
    keep({ key: newKey(), what: '' })
    press(0)
    draft.set({ command: '', seconds, rows: [] })
    await draft.done()
    await again()
  }
  return (
    <div class="order">
      <Field id="command" label={t('twin.command')} fault={turn && !known ? t('twin.pick-command') : undefined}>
        {control => (
          <select {...control} value={known ? command : ''} onChange={event => draft.set({ command: event.currentTarget.value })}>
            <option value="">{t('form.pick')}</option>
            {kind.commands.map(one => <option key={one} value={one}>{word('command', one)}</option>)}
          </select>
        )}
      </Field>
      <Values id="argument" label={t('twin.arguments')} rows={rows} wrong={wrong} most={MOST} set={next => draft.set({ rows: next })} />
      <Field id="expires" label={t('twin.expires')} hint={t('twin.expires-what')}>
        {control => <select {...control} value={seconds} onChange={event => draft.set({ seconds: Number(event.currentTarget.value) })}>{SECONDS.map(one => <option key={one} value={one}>{lasting(one)}</option>)}</select>}
      </Field>
      {kind.safety && known
        ? <Confirm title={t('twin.send-title', { what: word('command', command), device: device.name })} action={t('twin.send')} done={send}><p>{t('twin.send-what')}</p></Confirm>
        : <Button kind="main" onClick={send}>{t('twin.send')}</Button>}
    </div>
  )
}
