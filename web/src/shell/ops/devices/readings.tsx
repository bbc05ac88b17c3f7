// What a device measured: a curve with its limits and its gaps, the same as a table, and as a file.

import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { how, language, t } from '../../../lib/i18n.ts'
import { number } from '../../../lib/quantities.ts'
import { type Params, query } from '../../../lib/router.ts'
import { Button, Load, Notice } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { within } from '../watcher.tsx'
import { today } from './day.ts'
import { ElsewhereLink } from './elsewhere.tsx'
import { DevicePage, partOf } from './frame.tsx'
import { type Purpose, readings, type Wanted } from './past/ask.ts'
import { type Asked, asked } from './past/asked.ts'
import { Choose } from './past/choose.tsx'
import { Drawn } from './past/drawn.tsx'
import { File } from './past/file.tsx'
import { ruled } from './past/limits.ts'
import { Purposes } from './purposes.tsx'
import type { Gauge } from './types.ts'
import { type Of, Unseen } from './unseen.tsx'

export default function Screen({ params }: { params: Params }): VNode {
  return <DevicePage id={params.id ?? ''} at="readings" unseen={problem => <Unseen id={params.id ?? ''} problem={problem}>{of => <Readings {...of} />}</Unseen>}>{shown => <Readings {...shown} />}</DevicePage>
}

function Readings(shown: Of): VNode {
  const { kind } = shown
  const [purpose, look] = useState<Purpose | null>(null)
  const gauge = kind.measures.find(one => one.measure === query.value.get('measure')) ?? kind.measures[0]
  const wish = query.value.toString()
  const of = useMemo(() => asked(query.value, Date.now(), how().zone), [wish])
  if (!gauge) return <p>{t('device.measures-nothing')}</p>
  if (!kind.personal && kind.owner !== 'devices') return <Notice title={t('device.kept-elsewhere')}><ElsewhereLink of={shown.device} /></Notice>
  return (
    <>
      <Choose of={of} kind={kind} measure={gauge.measure} />
      {kind.personal && !purpose ? <Purposes look={look} /> : <Past {...shown} of={of} gauge={gauge} purpose={purpose} />}
    </>
  )
}

function Past({ device, kind, of, gauge, purpose }: Of & { of: Asked; gauge: Gauge; purpose: Purpose | null }): VNode {
  const wanted: Wanted = { device: device.id, measure: gauge.measure, from: of.from, to: of.to, step: of.step, purpose }
  const found = usePaged(after => readings(wanted, after), [JSON.stringify(wanted)])
  const lines = useMemo(() => ruled(kind, gauge.measure, today(how())), [kind.id, kind.version, gauge.measure, language.value]) // drawn anew with others
  const holds = kind.every_seconds * kind.silent_after
  return (
    <>
      <Load of={found} isEmpty={rows => !rows.some(one => one.count) && !found.further} empty={<Nothing device={device.id} />}>
        {rows => <Drawn rows={rows} step={of.step} from={of.from} to={found.further ? null : of.to ?? new Date(found.at ?? Date.now()).toISOString()} holds={holds} gauge={gauge} limits={lines} />}
      </Load>
      {found.further && <p>{t('device.readings-more', { count: number(found.data?.length) })} <Button onClick={found.further}>{t('device.show-more')}</Button></p>}
      <File wanted={wanted} />
    </>
  )
}

function Nothing({ device }: { device: string }): VNode {
  return (
    <>
      <p>{t('device.no-readings')}</p>
      <p><a href={within(partOf(device, 'overview'))}>{t('device.see-there')}</a></p>
    </>
  )
}
