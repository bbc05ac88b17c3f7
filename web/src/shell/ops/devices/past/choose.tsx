// Which measure, which stretch of time, by which step: what is chosen stands in the address.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { how, language, t } from '../../../../lib/i18n.ts'
import { filter } from '../../../../lib/router.ts'
import { instant, wall } from '../../../../lib/wall.ts'
import { Button } from '../../../../ui/base.tsx'
import { Field } from '../../../../ui/form.tsx'
import type { Kind } from '../types.ts'
import { type Asked, SPANS } from './asked.ts'

const OWN = 'own'

export function Choose({ of, kind, measure }: { of: Asked; kind: Kind; measure: string }): VNode {
  const [own, wish] = useState(of.span === null)
  const span = (value: string): void => {
    wish(value === OWN)
    if (value !== OWN) filter({ span: value, from: null, to: null, step: null })
  }
  return (
    <>
      <div class="filters">
        <label>{t('device.measure')}{' '}
          <select value={measure} onChange={event => filter({ measure: event.currentTarget.value })}>
            {kind.measures.map(one => <option key={one.measure} value={one.measure}>{one.name[language.value]}</option>)}
          </select>
        </label>
        <label>{t('device.span')}{' '}
          <select value={own ? OWN : of.span ?? OWN} onChange={event => span(event.currentTarget.value)}>
            {SPANS.map(one => <option key={one} value={one}>{t(`device.span.${one}`)}</option>)}
            <option value={OWN}>{t('device.span.own')}</option>
          </select>
        </label>
        <label>{t('device.step')}{' '}
          <select value={of.step} onChange={event => filter({ step: event.currentTarget.value })}>
            {of.steps.map(one => <option key={one} value={one}>{t(`device.step.${one}`)}</option>)}
          </select>
        </label>
      </div>
      {own && <Stretch of={of} />}
    </>
  )
}

/** By the clock on the city's wall, wherever the screen is. */
function Stretch({ of }: { of: Asked }): VNode {
  const { zone } = how()
  const [from, begin] = useState(wall(of.from, zone))
  const [to, end] = useState(of.to ? wall(of.to, zone) : '')
  const [wrong, tell] = useState(false)
  function show(): void {
    const [begins, ends] = [instant(from, zone), to ? instant(to, zone) : Date.now()]
    const bad = begins === null || ends === null || begins >= ends
    tell(bad)
    if (!bad) filter({ from, to: to || null, span: null })
  }
  return (
    <div class="filters">
      <Field id="from" label={t('device.from')} fault={wrong ? t('device.ends-before') : undefined}>{control => <input {...control} type="datetime-local" value={from} onInput={event => begin(event.currentTarget.value)} />}</Field>
      <Field id="to" label={t('device.to')} optional>{control => <input {...control} type="datetime-local" value={to} onInput={event => end(event.currentTarget.value)} />}</Field>
      <Button kind="main" onClick={show}>{t('device.show')}</Button>
    </div>
  )
}
