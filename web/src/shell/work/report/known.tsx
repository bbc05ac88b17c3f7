// What is open near there already: it is asked before one reports the same again.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Load, Tag } from '../../../ui/base.tsx'
import { Choice } from '../../../ui/form.tsx'
import type { Similar } from '../types.ts'
import { pointOf, type Spot } from './spot.ts'

interface Props {
  place: Spot
  category: string
  community: string
  join: string | null
  choose: (id: string | null) => void
}

export function Known(p: Props): VNode {
  const point = pointOf(p.place)
  const found = useLoad<Similar[]>(async () => (point ? near(p.community, p.category, point) : []), [p.category, p.place.lat, p.place.lon])
  if (!point) return <p class="meta">{t('work.no-point')}</p>
  if (!navigator.onLine || (found.problem?.isAway && !found.data)) return <p class="meta">{t('work.similar-later')}</p>
  return (
    <Load of={found} quiet isEmpty={all => !all.length} empty={<p class="meta">{t('work.none-similar')}</p>}>
      {all => (
        <fieldset>
          <legend>{t('work.similar')}</legend>
          {all.map(one => <Choice key={one.id} type="radio" name="join" on={p.join === one.id} set={() => p.choose(one.id)} label={<One of={one} />} />)}
          <Choice type="radio" name="join" on={p.join === null} set={() => p.choose(null)} label={t('work.another-one')} />
        </fieldset>
      )}
    </Load>
  )
}

export async function near(community: string, category: string, { lat, lon }: { lat: number; lon: number }): Promise<Similar[]> {
  const query = { community, category, lat, lon }
  return (await got(api.GET('/v1/facilities/hazards/similar', { params: { query } }))).items
}

function One({ of }: { of: Similar }): VNode {
  const ago = of.minutes < 90 ? t('work.minutes-ago', { count: of.minutes }) : t('work.hours-ago', { count: Math.round(of.minutes / 60) })
  return (
    <>
      {t('work.this-one')} {word('category', of.category)} · {of.metres !== null && of.metres !== undefined ? t('work.metres', { count: of.metres }) : of.building} · {ago} <Tag>{word('work.state', of.state)}</Tag>
      {of.photos.slice(0, 1).map(one => <img key={one.id} src={one.address} alt={t('work.its-photo')} width={96} height={96} />)}
    </>
  )
}
