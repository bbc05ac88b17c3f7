// The alarms of what a person wears or has at home: asked for with a purpose, which leaves a trace.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, forPurpose, got } from '../../../../lib/api.ts'
import { useLoad } from '../../../../lib/load.ts'
import { upTo } from '../../pages.ts'
import { whole } from '../../types.ts'
import type { Purpose } from '../past/ask.ts'
import { Purposes } from '../purposes.tsx'
import type { Of } from '../unseen.tsx'
import { MOST, Told } from './alarms.tsx'

export function PersonalAlarms({ device, kind }: Of): VNode {
  const [purpose, look] = useState<Purpose>()
  return purpose ? <Looked device={device} kind={kind} purpose={purpose} /> : <Purposes look={look} />
}

/** Asked once: each look is one that others read of. */
function Looked({ device, kind, purpose }: Of & { purpose: Purpose }): VNode {
  const path = { home_device_id: device.id }
  const found = useLoad(() => upTo(MOST, after => whole(got(api.GET('/v1/devices/{home_device_id}/personal-alarms', { params: { path, query: { after }, header: forPurpose(purpose) } })))), [device.id, purpose])
  return <Told of={found} kind={kind} />
}
