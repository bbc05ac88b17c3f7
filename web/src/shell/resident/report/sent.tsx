// That the city has it: its number, and by when it is seen to. Until then, that this device has it.

import type { VNode } from 'preact'
import { moment } from '../../../lib/fmt.ts'
import { how, t } from '../../../lib/i18n.ts'
import type { Act } from '../../../lib/outbox.ts'
import { acts } from '../../../lib/own.ts'
import { ActionBar, Button, Notice, Page } from '../../../ui/base.tsx'
import { Receipt } from '../../../ui/form.tsx'
import { Standing } from '../../work/keeping.tsx'
import { EMPTY, type Spot } from '../../work/report/spot.ts'
import type { Got } from '../../../lib/api.ts'
import type { Kept } from './draft.ts'

type Report = Got<'/v1/facilities/reports/{report_id}'>
export type Answer = Pick<Report, 'id' | 'number' | 'at' | 'promised_at' | 'community' | 'where'>

export function Sent({ id, answer, again }: { id: string; answer: Answer | undefined; again: (kept: Kept | undefined) => void }): VNode {
  const act = acts.value.find(one => one.id === id)
  const told = answer ?? (act?.state === 'sent' ? (act.answer as Answer) : undefined)
  return (
    <Page title={t('report.title')} back="/">
      {told ? <Got of={told} /> : act ? <Kept of={act} /> : <p>{t('report.look-there')} <a href="/report/mine">{t('report.mine')}</a></p>}
      <ActionBar>
        {told && <a class="button" href={`/report/${told.id}`}>{t('report.follow')}</a>}
        <Button kind="main" onClick={() => again(placeOf(told ?? (act?.body as Partial<Answer> | undefined)))}>{t('report.another')}</Button>
      </ActionBar>
    </Page>
  )
}

function Got({ of }: { of: Answer }): VNode {
  const next = of.promised_at ? t('report.promised', { time: moment(of.promised_at, Date.now(), how()) }) : t('report.no-promise')
  return <Receipt title={t('report.received')} of={{ number: of.number, at: of.at, next }}><p>{t('report.told')}</p></Receipt>
}

function Kept({ of }: { of: Act }): VNode {
  const asks = of.state === 'refused' || of.state === 'conflict'
  return (
    <div role="status">
      <Notice kind={asks ? 'error' : 'warning'} title={t('outbox.kept')}>
        <p>{of.what} <Standing of={of} /></p>
        <p>{asks ? of.problem?.words : t('report.sends-itself')}</p>
        {asks && <p><a class="button" href="/report/unsent">{t('report.decide')}</a></p>}
      </Notice>
    </div>
  )
}

/** For what is wrong near there as well. */
function placeOf(of: Partial<Answer> | undefined): Kept | undefined {
  if (!of?.community) return undefined
  const { point, building, floor, unit, address, asset_id } = (of.where ?? {}) as Partial<Report['where']>
  const place: Spot = {
    ...EMPTY, asset: '', lat: point?.lat ?? null, lon: point?.lon ?? null,
    building: building ?? '', floor: floor ?? '', unit: unit ?? '', address: asset_id ? '' : (address ?? ''),
  }
  return { community: of.community, place }
}
