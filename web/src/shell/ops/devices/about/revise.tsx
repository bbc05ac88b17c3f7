// Correcting what is known of a device. Who was quicker is seen beside it, and a person decides.

import type { VNode } from 'preact'
import { api, got, matching } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button } from '../../../../ui/base.tsx'
import { useRevising } from '../../revising.ts'
import { Clash } from '../../rosters/clash.tsx'
import { type Answers, answersOf, type Name, particulars } from '../entering/answers.ts'
import { askedOf, Fields, useFilled } from '../entering/fields.tsx'
import type { Shown } from '../frame.tsx'
import type { Device } from '../types.ts'

export function Revise({ device, kind, again }: Shown): VNode {
  const { theirs, ...revising } = useRevising<Answers, Device>(`device-${device.id}`, device, again)
  const mine = { ...answersOf(device), ...revising.changes }
  const filled = useFilled('revise', mine, askedOf(kind, false))
  async function save(on: number | null): Promise<void> {
    revising.tell('')
    const params = { path: { device_id: device.id }, header: matching(on) }
    const put = () => got(api.PUT('/v1/devices/{device_id}', { params, body: particulars(mine, device.agreed) }))
    await filled.sending(() => revising.saved(put, t('device.revised')))
  }
  return (
    <section aria-labelledby="revise">
      <h2 id="revise" class="hidden">{t('device.revise')}</h2>
      <details open={revising.changed}>
        <summary>{t('device.revise')}</summary>
        {theirs && <Clash theirs={<Particular of={answersOf(theirs)} than={mine} />} mine={<Particular of={mine} than={answersOf(theirs)} />} useTheirs={() => void revising.over()} useMine={() => save(theirs.version)} />}
        <Fields value={mine} filled={filled} kind={kind} set={revising.set} />
        <div class="batch">
          <Button kind="main" onClick={() => save(revising.base)}>{t('device.save')}</Button>
          {revising.changed && <Button onClick={() => revising.over()}>{t('device.let-be')}</Button>}
        </div>
      </details>
      <span role="status">{revising.told}</span>
    </section>
  )
}

/** Only what is another there. */
function Particular({ of, than }: { of: Answers; than: Answers }): VNode {
  const names = (Object.keys(of) as Name[]).filter(name => of[name] !== than[name])
  return <dl class="facts">{names.map(name => <><dt key={name}>{t(`device.${name}`)}</dt><dd>{of[name] || '—'}</dd></>)}</dl>
}
