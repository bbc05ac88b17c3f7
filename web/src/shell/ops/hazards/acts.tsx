// What may be done with a hazard, by where it stands and by who looks; the server judges.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useOnce } from '../../../lib/once.ts'
import { put } from '../../../lib/sending.ts'
import { Button, Confirm } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Written } from '../incident/written.tsx'
import { PersonField } from '../person.tsx'
import { useShots } from '../shots.tsx'
import type { Hazard, Role } from '../types.ts'
import { useWatcher } from '../watcher.tsx'

type Props = { of: Hazard; again: () => unknown }

export function Acts({ of, again }: Props): VNode | null {
  const { id: me, roles } = useWatcher()
  const is = (...wanted: Role[]) => wanted.some(role => roles.includes(role))
  const { state } = of
  const over = (state === 'repaired' || state === 'verified') && of.repairer !== me && mayBeAbnormal(of)
  const acts: VNode[] = []
  if ((state === 'open' || state === 'assigned') && is('property_manager')) acts.push(<Assign key="assign" of={of} again={again} />)
  if (state === 'assigned' && of.assignee === me) acts.push(<Repair key="repair" of={of} again={again} />)
  if ((state === 'repaired' || over) && of.repairer !== me && is('grid_worker', 'community_worker')) acts.push(<Verify key={`verify-${state}`} of={of} again={again} />)
  if (state === 'verified' && !over && is('community_worker')) acts.push(<Close key="close" of={of} again={again} />)
  if (over && is('community_worker')) acts.push(<CloseOver key="close-over" of={of} again={again} />)
  if ((state === 'open' || state === 'assigned') && is('community_worker')) acts.push(<Reject key="reject" of={of} again={again} />)
  if (!acts.length) return <p class="act">{t('ops.no-act')}</p>
  return <section class="act" aria-labelledby="act"><h2 id="act">{t('ops.your-act')}</h2>{acts}</section>
}

function Assign({ of, again }: Props): VNode {
  const { id: me } = useWatcher()
  const [to, choose] = useState('')
  const [missing, miss] = useState(false)
  const before = [...new Set([me, of.repairer])].flatMap(id => (id ? [{ id, post: '' }] : []))
  const [stopped, stop] = useState(of.stopped)
  const key = useOnce(`${to}${stopped}`)
  async function assign(): Promise<void> {
    miss(!to)
    if (!to) return document.getElementById('assignee')?.focus()
    await got(api.POST('/v1/facilities/hazards/{hazard_id}/assignments', { params: { path: { hazard_id: of.id }, header: once(key) }, body: { assignee: to, stopped } }))
    await again()
  }
  return (
    <>
      <PersonField id="assignee" label={t('ops.assign-to')} community={of.community} value={to} say={choose} also={before} but={[of.assignee]} fault={missing ? t('ops.person-missing') : undefined} />
      {of.stop_use && <label class="choice"><input type="checkbox" checked={stopped} onChange={event => stop(event.currentTarget.checked)} /> {t('ops.is-stopped')}</label>}
      <Button kind="main" onClick={assign}>{t('ops.assign')}</Button>
    </>
  )
}

function Repair({ of, again }: Props): VNode {
  const { ids: photos, ready, field } = useShots('repaired', (photo, told) => put(`/v1/facilities/photos`, photo, newKey(), told, { community: of.community }))
  const [cost, say] = useState('')
  return (
    <Written name={`repair-${of.id}`} label={t('ops.repair-note')} action={t('ops.repair')} ready={ready} again={again} send={(note, key) => {
      const body = { note, photos, cost: cost ? Math.round(Number(cost) * 100) : null }
      return got(api.POST('/v1/facilities/hazards/{hazard_id}/repairs', { params: { path: { hazard_id: of.id }, header: once(`${key}${photos.length}`) }, body }))
    }}>
      <p class="hint">{t('ops.evidence-hint')}</p>
      {field}
      <Field id="cost" label={t('ops.cost-yuan')} optional>
        {control => <input {...control} type="number" min={0} step="0.01" inputMode="decimal" value={cost} onInput={event => say(event.currentTarget.value)} />}
      </Field>
    </Written>
  )
}

/** Once verified, it can only be given back. */
function Verify({ of, again }: Props): VNode {
  const open = of.state === 'repaired'
  const [gone, say] = useState(open)
  return (
    <Written name={`verify-${of.id}`} label={t('ops.verify-note')} action={t(gone ? 'ops.verify' : 'ops.give-back')} again={again} send={(note, key) =>
      got(api.POST('/v1/facilities/hazards/{hazard_id}/verifications', { params: { path: { hazard_id: of.id }, header: once(`${key}${gone}`) }, body: { note, gone } }))}>
      {open && <label class="choice"><input type="radio" name="gone" checked={gone} onChange={() => say(true)} /> {t('ops.is-gone')}</label>}
      {open && <label class="choice"><input type="radio" name="gone" checked={!gone} onChange={() => say(false)} /> {t('ops.is-not-gone')}</label>}
    </Written>
  )
}

function Close({ of, again }: Props): VNode {
  return (
    <Written name={`close-${of.id}`} label={t('ops.close-note')} action={t('ops.close')} again={again} send={(note, key) =>
      got(api.POST('/v1/facilities/hazards/{hazard_id}/closures', { params: { path: { hazard_id: of.id }, header: once(key) }, body: { note } }))} />
  )
}

/** Over what its sensor, or that of an entry joined to it, reads: the server knows of each. */
const mayBeAbnormal = (of: Hazard): boolean => (of.found_by === 'sensor' && !of.normal) || (of.members ?? []).length > 0

function CloseOver({ of, again }: Props): VNode {
  const [fault, state] = useState('')
  const reason = useOnce(fault.trim())
  return (
    <details class="card">
      <summary>{t('ops.close')}</summary>
      <Written name={`close-${of.id}`} label={t('ops.close-note')} action={t('ops.close')} again={again} send={(note, key) =>
        got(api.POST('/v1/facilities/hazards/{hazard_id}/closures', { params: { path: { hazard_id: of.id }, header: once(`${key}${reason}`) }, body: { note, sensor_fault: fault.trim() || null } }))}>
        <Field id="sensor-fault" label={t('ops.sensor-fault')} hint={t('ops.sensor-fault-what')}>
          {control => <input {...control} maxLength={1000} value={fault} onInput={event => state(event.currentTarget.value)} />}
        </Field>
      </Written>
    </details>
  )
}

function Reject({ of, again }: Props): VNode {
  const key = useOnce(`${of.version}`)
  const reject = async (reason: string) => {
    await got(api.POST('/v1/facilities/hazards/{hazard_id}/rejections', { params: { path: { hazard_id: of.id }, header: once(key) }, body: { reason } }))
    await again()
  }
  return <Confirm title={t('ops.reject-title')} action={t('ops.reject')} reason danger done={reject}><p>{t('ops.reject-what')}</p></Confirm>
}
