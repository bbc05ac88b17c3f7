// 跌倒看护: by what I, or whom I am the guardian of, am watched over for falls, until when, and the
// way out.

import type { VNode } from 'preact'
import { api, got, onBehalf } from '../../lib/api.ts'
import { placeName } from '../../lib/config.ts'
import { date } from '../../lib/fmt.ts'
import { how, language, t } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { Confirm, Load, Tag, When } from '../../ui/base.tsx'
import { nameOf } from '../ops/names.ts'
import { type Gives, whole } from '../ops/types.ts'
import { MyDevices, type Ward } from './mine.tsx'
import { WatchLooks } from './past.tsx'

type Watching = NonNullable<Gives<'/v1/environment/me'>['ward']>

export function Watched({ ward }: { ward?: Ward }): VNode {
  const header = onBehalf(ward?.principal)
  const found = useLoad(() => whole(got(api.GET('/v1/environment/me', { params: { header } }))), [ward?.principal])
  const id = `watched-${ward?.principal ?? ''}`
  async function end(): Promise<void> {
    await got(api.POST('/v1/environment/me/withdrawals', { params: { header } }))
    await found.reload()
  }
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{ward ? t('watched.of-ward', { name: ward.name }) : t('watched.title')}</h2>
      <Load of={found} quiet isEmpty={one => !one.ward} empty={<p>{t(ward ? 'watched.none-of-ward' : 'watched.none')}</p>}>
        {one => one.ward && <Card of={one.ward} end={end} />}
      </Load>
      {!ward && <WatchLooks />}
    </section>
  )
}

function Card({ of, end }: { of: Watching; end: () => Promise<void> }): VNode {
  return (
    <div class="card">
      {of.ended_at && <Tag>{t('watched.over')}</Tag>}
      <dl class="facts">
        <dt>{t('watched.community')}</dt><dd>{placeName(of.community, language.value)}</dd>
        {of.where && <><dt>{t('watched.where')}</dt><dd>{of.where}</dd></>}
        <dt>{t('watched.sensors')}</dt><dd>{of.sensors.join(t('mine.and')) || t('watched.no-sensor')}</dd>
        <dt>{t('mine.basis')}</dt><dd>{t(`watched.basis.${of.basis}`)}: {of.document}</dd>
        <dt>{t('mine.since')}</dt><dd>{date(of.since, how())} · {nameOf(of.by) ?? of.by}</dd>
        <dt>{t('mine.until')}</dt><dd>{date(of.until, how())}</dd>
        {of.ended_at && <><dt>{t('watched.ended')}</dt><dd><When at={of.ended_at} /> {t(byWhom(of))}{of.reason && `: ${of.reason}`}</dd></>}
      </dl>
      {!of.ended_at && <Confirm title={t('watched.end-title')} action={t('watched.end')} danger done={end}><p>{t('watched.end-what')}</p></Confirm>}
    </div>
  )
}

/** Staff give a reason; whoever ends it for himself, or for his ward, need not. */
function byWhom({ ended_by, person, reason }: Watching) {
  if (ended_by === null) return 'watched.by.time'
  if (ended_by === person) return 'watched.by.self'
  return reason ? 'watched.by.staff' : 'watched.by.guardian'
}

/** Those of whom I am the guardian, each with what watches over them. */
export function Wards(): VNode {
  const found = useLoad(() => got(api.GET('/v1/accounts/mandates')))
  return (
    <Load of={found} quiet>
      {one => one.held.filter(each => each.kind === 'guardian').map(ward => (
        <div key={ward.id}>
          <Watched ward={ward} />
          <MyDevices ward={ward} />
        </div>
      ))}
    </Load>
  )
}
