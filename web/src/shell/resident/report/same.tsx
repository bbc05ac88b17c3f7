// What is open near there already, with its photographs: asked before the same is reported again.

import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { t, word } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { ActionBar, Button, Load, Tag } from '../../../ui/base.tsx'
import { near } from '../../work/report/known.tsx'
import { pointOf } from '../../work/report/spot.ts'
import type { Similar } from '../../work/types.ts'
import type { Draft } from './draft.ts'

interface Props {
  of: Draft
  choose: (id: string | null) => void
  none: () => void // nothing is near: there is no question
}

export function Same({ of, choose, none }: Props): VNode {
  const point = pointOf(of.place)
  const found = useLoad<Similar[]>(async () => (point ? near(of.community, of.category, point) : []), [of.community, of.category, of.place.lat, of.place.lon])
  const all = found.data
  useEffect(() => {
    if (all && !all.length) none()
  }, [all])
  if (found.problem && !all) {
    return (
      <>
        <p role="status">{t('report.similar-later')}</p>
        <ActionBar><Button onClick={found.reload}>{t('load.retry')}</Button><Button kind="main" onClick={none}>{t('form.next-page')}</Button></ActionBar>
      </>
    )
  }
  return (
    <Load of={found} quiet>
      {every => (
        <>
          <ul class="bare cards">{every.map(one => <One key={one.id} of={one} chosen={of.join === one.id} choose={() => choose(one.id)} />)}</ul>
          <ActionBar><Button kind="main" onClick={() => choose(null)}>{t('report.none-of-these')}</Button></ActionBar>
        </>
      )}
    </Load>
  )
}

function One({ of, chosen, choose }: { of: Similar; chosen: boolean; choose: () => void }): VNode {
  const ago = of.minutes < 90 ? t('report.minutes-ago', { count: of.minutes }) : t('report.hours-ago', { count: Math.round(of.minutes / 60) })
  const metres = of.metres === null || of.metres === undefined ? of.building : t('report.metres', { count: of.metres })
  return (
    <li class={chosen ? 'card new' : 'card'}>
      <p><strong>{word('category', of.category)}</strong> <Tag>{t(`report.state.${of.state}`)}</Tag></p>
      <p class="meta">{[metres, ago].filter(Boolean).join(' · ')}</p>
      {of.photos.length > 0 && <p class="pictures">{of.photos.slice(0, 3).map(one => <img key={one.id} src={one.address} alt={t('report.its-photo')} width={160} height={120} />)}</p>}
      <Button onClick={choose}>{t('report.this-one')}</Button>
    </li>
  )
}
