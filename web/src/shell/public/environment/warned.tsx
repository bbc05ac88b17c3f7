// While the air is heavily polluted: what it does and what to do. It is no warning, and says so.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { moment } from '../../../lib/fmt.ts'
import { how, language, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { cited } from '../../../lib/noted.ts'
import { number } from '../../../lib/quantities.ts'
import { Load, Notice, When } from '../../../ui/base.tsx'
import { whole } from './types.ts'

const OFTEN = 300 // seconds

export function Warnings({ place, station }: { place: string; station?: string }): VNode | null {
  const found = useLoad(() => whole(got(api.GET('/v1/environment/warnings', { params: { query: { place } } }))), [place], OFTEN)
  if (!found.data && !found.problem) return null // most of the time there is none
  return (
    <Load of={found} quiet>
      {({ items }) => items.filter(one => !station || one.station_id === station).map(one => (
        <Notice key={one.id} kind="warning" title={t('env.heavy', { aqi: number(one.aqi) })}>
          <p>{language.value === 'zh' ? one.matter_zh : one.matter_en}</p>
          <p>{language.value === 'zh' ? one.measures_zh : one.measures_en}</p>
          <p class="meta"><When at={one.begins} /> {t('env.no-warning')} {one.seen && t('env.heavy-by', { when: moment(one.seen, Date.now(), how()) })} {!station && <a href={`/env/${one.station_id}`}>{t('env.station')}</a>} {cited(one.article)}{!one.verified && ` (${t('env.unverified')})`}</p>
        </Notice>
      ))}
    </Load>
  )
}
