// One who is watched over: by what right and until when, where he lives, and the end of it.

import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api, forPurpose, got } from '../../../lib/api.ts'
import { date } from '../../../lib/fmt.ts'
import { how, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Confirm, Load, Tag, When } from '../../../ui/base.tsx'
import { type Gives, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { who } from '../words.ts'
import type { Purpose } from './types.ts'

type Ward = Gives<'/v1/environment/wards/{person}'>

/** Asked once: each look is one that he reads of. It stands above a list, so one is led there. */
export function One({ person, purpose, changed }: { person: string; purpose: Purpose; changed: () => void }): VNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const found = useLoad(() => whole(got(api.GET('/v1/environment/wards/{person}', { params: { path: { person }, header: forPurpose(purpose) } }))))
  return (
    <section aria-labelledby="ward">
      <h2 id="ward" tabIndex={-1} ref={heading}>{t('ward.one')}</h2>
      <Load of={found} quiet>{one => <Card of={one} changed={changed} />}</Load>
    </section>
  )
}

function Card({ of, changed }: { of: Ward; changed: () => void }): VNode {
  const { id: me } = useWatcher()
  const [ended, tell] = useState<Pick<Ward, 'ended_at' | 'ended_by' | 'reason'>>(of)
  async function end(reason: string): Promise<void> {
    tell(await whole(got(api.POST('/v1/environment/wards/{person}/endings', { params: { path: { person: of.person } }, body: { reason } }))))
    changed()
  }
  return (
    <div class="card" role="status">
      {ended.ended_at && <Tag>{t('ward.over')}</Tag>}
      <dl class="facts">
        <dt>{t('ward.person')}</dt><dd>{who(of.person, me)}</dd>
        {!ended.ended_at && <><dt>{t('sight.lives')}</dt><dd>{of.where}</dd></>}
        <dt>{t('ward.sensors')}</dt><dd>{of.sensors.join(' · ') || '—'}</dd>
        <dt>{t('ward.basis')}</dt><dd>{t(`ward.basis.${of.basis}`)}: {of.document}</dd>
        {of.guardian && <><dt>{t('ward.guardian')}</dt><dd>{who(of.guardian, me)}</dd></>}
        <dt>{t('ward.since')}</dt><dd>{date(of.since, how())} · {who(of.by, me)}</dd>
        <dt>{t('ward.until')}</dt><dd>{date(of.until, how())}</dd>
        {ended.ended_at && <><dt>{t('ward.ended')}</dt><dd><When at={ended.ended_at} /> · {ended.ended_by ? who(ended.ended_by, me) : t('ward.by-time')}{ended.reason && `: ${ended.reason}`}</dd></>}
      </dl>
      {!ended.ended_at && <Confirm title={t('ward.end-title')} action={t('ward.end')} reason danger done={end}><p>{t('ward.end-what')}</p></Confirm>}
    </div>
  )
}
