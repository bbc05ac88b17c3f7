// The alarms of what a person wears or has at home: asked for with a purpose, which leaves a trace.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, forPurpose, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { Button } from '../../../../ui/base.tsx'
import { Field } from '../../../../ui/form.tsx'
import { upTo } from '../../pages.ts'
import { whole } from '../../types.ts'
import type { Device, Kind } from '../types.ts'
import { MOST, Told } from './alarms.tsx'

const PURPOSES = ['incident', 'visit', 'service'] as const
type Purpose = (typeof PURPOSES)[number]

export function PersonalAlarms({ device, kind }: { device: Device; kind: Kind }): VNode {
  const [purpose, choose] = useState<Purpose>('incident')
  const [asked, ask] = useState<Purpose>()
  if (asked) return <Looked device={device} kind={kind} purpose={asked} />
  return (
    <section aria-labelledby="alarms">
      <h2 id="alarms">{t('rule.alarms')}</h2>
      <p>{t('rule.personal')}</p>
      <Field id="purpose" label={t('rule.purpose')}>
        {control => <select {...control} value={purpose} onChange={event => choose(event.currentTarget.value as Purpose)}>{PURPOSES.map(one => <option key={one} value={one}>{t(`rule.purpose.${one}`)}</option>)}</select>}
      </Field>
      <Button onClick={() => ask(purpose)}>{t('rule.look')}</Button>
    </section>
  )
}

/** Asked once: each look is one that others read of. */
function Looked({ device, kind, purpose }: { device: Device; kind: Kind; purpose: Purpose }): VNode {
  const path = { home_device_id: device.id }
  const found = useLoad(() => upTo(MOST, after => whole(got(api.GET('/v1/devices/{home_device_id}/personal-alarms', { params: { path, query: { after }, header: forPurpose(purpose) } })))), [device.id, purpose])
  return <Told of={found} kind={kind} />
}
