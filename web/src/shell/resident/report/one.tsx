// One report, followed to its end in plain words, whoever it is worked on by.

import '../../work/work.css'
import type { VNode } from 'preact'
import { api, type Got, got } from '../../../lib/api.ts'
import { language, t, word } from '../../../lib/i18n.ts'
import { useLast } from '../../../lib/last.ts'
import { useLoad } from '../../../lib/load.ts'
import type { Params } from '../../../lib/router.ts'
import { Clock, type Happening, Load, Notice, Page, Timeline, When } from '../../../ui/base.tsx'
import { Picture } from '../../../ui/picture.tsx'
import { isOver } from './mine.tsx'

type Report = Got<'/v1/facilities/reports/{report_id}'>
const OFTEN = 15 // seconds

export default function One({ params }: { params: Params }): VNode {
  const path = { report_id: params.id ?? '' }
  const asked = useLoad(() => got(api.GET('/v1/facilities/reports/{report_id}', { params: { path } })), [path.report_id], OFTEN)
  const found = useLast(`report/${path.report_id}`, asked)
  return (
    <Page title={found.data ? word('category', found.data.category) : t('report.one')} back="/report/mine">
      <Load of={found}>{one => <Told of={one} />}</Load>
    </Page>
  )
}

function Told({ of }: { of: Report }): VNode {
  const over = isOver(of)
  const lines = of.timeline.map((one, n): Happening => ({ id: n, at: one.at, what: one[language.value], more: one.reason }))
  return (
    <>
      <Notice kind={over ? 'ok' : 'info'} title={t(`report.state.${of.state}`)}>
        <p>{t(`report.means.${of.state}`)}</p>
        {!over && of.promised_at && <p>{t('report.promised-by')} <When at={of.promised_at} /> · <Clock until={of.promised_at} /></p>}
        {of.joined && <p>{t('report.joined')}</p>}
      </Notice>
      <h2>{t('report.what-happened')}</h2>
      <Timeline of={lines} label={t('report.what-happened')} />
      <h2>{t('report.said')}</h2>
      <dl class="facts">
        <dt>{t('form.number')}</dt><dd>{of.number}</dd>
        <dt>{t('report.at')}</dt><dd><When at={of.at} /></dd>
        <dt>{t('report.where')}</dt><dd>{inWords(of.where)}</dd>
        <dt>{t('report.words')}</dt><dd>{of.words}</dd>
        {of.kept_until && <><dt>{t('report.kept-until')}</dt><dd><When at={of.kept_until} /></dd></>}
      </dl>
      {of.photos.length > 0 && <p class="pictures">{of.photos.map((one, n) => <Picture key={one.id} address={one.address} alt={t('photo.number', { no: n + 1 })} width={160} height={120} />)}</p>}
      <p class="meta">{t('report.otherwise')}</p>
    </>
  )
}

function inWords({ address, building, floor, unit, asset_id, point }: Report['where']): string {
  const parts = [address, building, floor && t('report.floor', { floor }), unit, asset_id].filter(Boolean)
  return parts.join(' ') || (point ? t('report.on-map') : t('form.nothing'))
}
