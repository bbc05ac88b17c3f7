// What has become known: the numbers that the law grades by, how one gets in, and what is being done.
// What is left empty stays as it was.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { fen } from '../../../lib/amount.ts'
import { api, got, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useOnce } from '../../../lib/once.ts'
import { Field } from '../../../ui/form.tsx'
import type { Detail, Takes } from '../types.ts'
import { Earlier, earlier } from './earlier.tsx'
import { Written } from './written.tsx'

type Body = Takes<'/v1/incidents/{incident_id}/facts', 'post'>
const COUNTS = ['deaths', 'seriously_injured', 'poisoned', 'evacuated', 'moved', 'trapped_minutes'] as const
const INFECTIOUS = ['a', 'b', 'c', 'new', 'unexplained', 'outbreak'] as const
const LINES = ['access', 'measures'] as const
const QUAKE = 'N3'
const DIGITS = 13 // of yuan: from a hundred million on it is of the highest grade
const NONE: Record<string, string> = {}

export default function State({ of, again }: { of: Detail; again: () => unknown }): VNode {
  const [said, say] = useState(NONE)
  const [wrong, judge] = useState(false)
  const path = { incident_id: of.id }
  const other = useOnce(JSON.stringify(said))
  const value = (name: string): string => said[name] ?? ''
  const set = (name: string) => (event: { currentTarget: { value: string } }) => say({ ...said, [name]: event.currentTarget.value })
  const send = (reason: string, key: string) =>
    got(api.POST('/v1/incidents/{incident_id}/facts', { params: { path, header: once(`${key}${other}`) }, body: { ...told(said, of.hazard_at), reason } }))
  function ready(): boolean {
    const amount = fen(value('loss'), DIGITS)
    judge(amount === undefined)
    return amount !== undefined
  }
  return (
    <Written name={`state-${of.id}`} label={t('ops.state-reason')} action={t('ops.state-send')} send={send} ready={ready} again={async () => { say(NONE); await again() }}>
      <div class="figures">
        {COUNTS.map(one => (
          <Field key={one} id={`figure-${one}`} label={t(`ops.figure.${one}`)}>
            {control => <input {...control} type="number" min={0} inputMode="numeric" value={value(one)} onInput={set(one)} />}
          </Field>
        ))}
        <Field id="figure-loss" label={t('ops.loss-yuan')} fault={wrong ? t('ops.no-amount') : undefined}>
          {control => <input {...control} type="text" inputMode="decimal" value={value('loss')} onInput={set('loss')} />}
        </Field>
        {of.category === QUAKE && (
          <Field id="figure-magnitude" label={t('ops.figure.magnitude_tenths')}>
            {control => <input {...control} type="number" min={0} max={10} step="0.1" inputMode="decimal" value={value('magnitude')} onInput={set('magnitude')} />}
          </Field>
        )}
        {of.category.startsWith('P') && (
          <Field id="figure-infectious" label={t('ops.figure.infectious')}>
            {control => (
              <select {...control} value={value('infectious')} onChange={set('infectious')}>
                <option value="">{t('form.pick')}</option>
                {INFECTIOUS.map(one => <option key={one} value={one}>{t(`ops.infectious.${one}`)}</option>)}
              </select>
            )}
          </Field>
        )}
      </div>
      {LINES.map(one => (
        <Field key={one} id={`state-${one}`} label={t(`ops.${one}`)} hint={t('ops.on-the-sheet')} optional>
          {control => <input {...control} maxLength={500} value={value(one)} onInput={set(one)} />}
        </Field>
      ))}
      <Earlier id="learned-at" label={t('ops.learned-at')} value={value('learned')} say={at => say({ ...said, learned: at })} />
    </Written>
  )
}

/** Only what somebody filled in: nothing said is not zero. */
function told(said: Record<string, string>, since: string): Omit<Body, 'reason'> {
  const { loss = '', magnitude, infectious, learned = '' } = said
  const counts = COUNTS.flatMap(one => (said[one] ? [[one, Number(said[one])]] : []))
  const lines = LINES.flatMap(one => (said[one]?.trim() ? [[one, said[one].trim()]] : []))
  const [amount, at] = [fen(loss, DIGITS), earlier(learned, since)]
  return {
    ...Object.fromEntries([...counts, ...lines]),
    ...(typeof amount === 'number' && { loss_fen: amount }),
    ...(magnitude && { magnitude_tenths: Math.round(Number(magnitude) * 10) }),
    ...(infectious && { infectious: INFECTIOUS.find(one => one === infectious) }),
    ...(at && { learned_at: at }),
  } as Omit<Body, 'reason'>
}
