// Correcting what is known of a device. Who was quicker is seen beside it, and a person decides.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button } from '../../../../ui/base.tsx'
import { Clash, useClash } from '../../rosters/clash.tsx'
import { type Answers, answersOf, type Name, particulars } from '../entering/answers.ts'
import { askedOf, Fields, useFilled } from '../entering/fields.tsx'
import type { Shown } from '../frame.tsx'
import type { Device } from '../types.ts'

interface Edited {
  changes: Partial<Answers>
  version: number | null // of the device that is being corrected
}
const NONE: Edited = { changes: {}, version: null }

export function Revise({ device, kind, again }: Shown): VNode {
  const draft = useDraft<Edited>(`device-${device.id}`, () => NONE)
  const { changes, version } = draft.value ?? NONE
  const changed = Object.keys(changes).length > 0
  const clash = useClash<Device>()
  const [told, tell] = useState('')
  const mine = { ...answersOf(device), ...changes }
  const filled = useFilled('revise', mine, askedOf(kind, false))
  async function over(): Promise<void> {
    clash.over()
    draft.set(NONE)
    await draft.done()
    await again()
  }
  async function save(on: number | null): Promise<void> {
    tell('')
    const params = { path: { device_id: device.id }, header: matching(on) }
    await filled.sending(async () => {
      const kept = await clash.saving(() => got(api.PUT('/v1/devices/{device_id}', { params, body: particulars(mine, device.agreed) })))
      if (!kept) return
      await over()
      tell(t('device.revised'))
    })
  }
  return (
    <section aria-labelledby="revise">
      <h2 id="revise" class="hidden">{t('device.revise')}</h2>
      <details open={changed}>
        <summary>{t('device.revise')}</summary>
        {clash.theirs && <Clash theirs={<Particular of={answersOf(clash.theirs)} than={mine} />} mine={<Particular of={mine} than={answersOf(clash.theirs)} />} useTheirs={() => void over()} useMine={() => save(clash.theirs?.version ?? null)} />}
        <Fields value={mine} filled={filled} kind={kind} set={set => draft.set({ changes: { ...changes, ...set }, version: version ?? device.version })} />
        <div class="batch">
          <Button kind="main" onClick={() => save(version ?? device.version)}>{t('device.save')}</Button>
          {changed && <Button onClick={() => over()}>{t('device.let-be')}</Button>}
        </div>
      </details>
      <span role="status">{told}</span>
    </section>
  )
}

/** Only what is another there. */
function Particular({ of, than }: { of: Answers; than: Answers }): VNode {
  const names = (Object.keys(of) as Name[]).filter(name => of[name] !== than[name])
  return <dl class="facts">{names.map(name => <><dt key={name}>{t(`device.${name}`)}</dt><dd>{of[name] || '—'}</dd></>)}</dl>
}
