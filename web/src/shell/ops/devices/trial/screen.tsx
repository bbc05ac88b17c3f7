// A rule tried on what a device measured, before it is in force: how often would it have fired?

import '../twin/twin.css'
import './trial.css'
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { how, t } from '../../../../lib/i18n.ts'
import { filter, type Params, query } from '../../../../lib/router.ts'
import { ActionBar, Button, Notice } from '../../../../ui/base.tsx'
import { ErrorSummary } from '../../../../ui/form.tsx'
import { whole } from '../../types.ts'
import { useWatcher } from '../../watcher.tsx'
import { ElsewhereLink } from '../elsewhere.tsx'
import { DevicePage, type Shown } from '../frame.tsx'
import { may } from '../may.ts'
import { Steps } from '../rules/limits.tsx'
import { today } from '../day.ts'
import { type Draft, draftOf, type Fault, fresh, ruleOf, type Sent, type Tried } from './draft.ts'
import { inSummary } from './named.ts'
import { Enable } from './enable.tsx'
import { Fired } from './fired.tsx'
import { RuleForm } from './form.tsx'

const DAYS = [1, 3, 7, 14, 31]
const USUAL = 7

export default function Screen({ params }: { params: Params }): VNode {
  return <DevicePage id={params.id ?? ''} at="rules">{shown => <Trial {...shown} />}</DevicePage>
}

function Trial(shown: Shown): VNode {
  const { roles } = useWatcher()
  if (shown.kind.personal) return <Notice title={t('rule.personal-untried')} />
  if (shown.kind.owner !== 'devices') return <Notice title={t('rule.others')}><ElsewhereLink of={shown.device} /></Notice>
  if (!may('try', roles)) return <Notice title={t('rule.not-triers')} />
  if (!shown.kind.measures.length) return <Notice title={t('rule.no-measures')} />
  return <Trying {...shown} />
}

function Trying({ device, kind, again }: Shown): VNode | null {
  const wanted = kind.rules.find(one => one.id === query.value.get('rule'))
  const of = wanted?.id ?? 'new'
  const days = DAYS.find(one => String(one) === query.value.get('days')) ?? USUAL
  const draft = useDraft<Draft>(`trial:${device.id}:${of}`, () => (wanted ? draftOf(wanted) : fresh(kind)))
  const [faults, tell] = useState<Fault[]>([])
  const [turn, press] = useState(0)
  const [told, show] = useState<{ rule: Sent; tried: Tried; of: string; isNew: boolean }>()
  const value = draft.value
  useEffect(() => {
    tell([])
    show(undefined)
  }, [of])
  if (!value || value.of !== of) return null // until what was written of this one is read
  const altered = !wanted || JSON.stringify(value) !== JSON.stringify(draftOf(wanted))
  async function attempt(): Promise<void> {
    if (!value) return
    const said = ruleOf(value, kind, today(how()))
    tell(said.faults)
    press(turn + 1)
    if (!said.rule) return
    const until = new Date()
    const body = { rule: said.rule, from: new Date(until.getTime() - days * 86_400_000).toISOString(), until: until.toISOString() }
    const tried = await whole(got(api.POST('/v1/devices/{device_id}/trials', { params: { path: { device_id: device.id } }, body })))
    show({ rule: said.rule, tried, of: JSON.stringify(value), isNew: altered })
  }
  return (
    <>
      <h2>{t('rule.trial')}</h2>
      <p class="meta">{t('rule.trial-what')}</p>
      <div class="filters">
        <label>{t('rule.which')}{' '}
          <select value={of} onChange={event => filter({ rule: event.currentTarget.value })}>
            <option value="new">{t('rule.write-new')}</option>
            {kind.rules.map(one => <option key={one.id} value={one.id}>{one.id}</option>)}
          </select>
        </label>
        <label>{t('rule.span')}{' '}
          <select value={days} onChange={event => filter({ days: event.currentTarget.value })}>{DAYS.map(one => <option key={one} value={one}>{t('rule.last-days', { count: one })}</option>)}</select>
        </label>
      </div>
      <ErrorSummary turn={turn} of={faults.map(one => ({ id: `rule-${one.field}`, words: inSummary(one, value) }))} />
      {wanted && !altered && <Steps of={wanted} kind={kind} />}
      <details open={!wanted || altered}>
        <summary>{t(wanted ? 'rule.alter' : 'rule.write')}</summary>
        <RuleForm of={value} kind={kind} faults={faults} set={changes => draft.set({ ...changes, mark: 'U' })} />
        {wanted && altered && <Button onClick={() => draft.set(draftOf(wanted))}>{t('rule.as-it-was')}</Button>}
      </details>
      <ActionBar><Button kind="main" onClick={attempt}>{t('rule.try-now')}</Button></ActionBar>
      {told && (
        <>
          {told.of !== JSON.stringify(value) && <Notice kind="warning" title={t('rule.changed-since')} />}
          <Fired device={device} kind={kind} rule={told.rule} tried={told.tried} />
          {told.isNew && <Enable key={told.of} kind={kind} rule={told.rule} again={again} kept={draft.done} />}
        </>
      )}
    </>
  )
}
