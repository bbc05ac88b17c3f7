// Where it is, from the street to the door, and whom to call.

import type { VNode } from 'preact'
import { t, word } from '../../../lib/i18n.ts'
import { useLast } from '../../../lib/last.ts'
import { useLoad } from '../../../lib/load.ts'
import { useOutline } from '../../../lib/outline.ts'
import { Map as Drawing } from '../../../ui/map.tsx'
import { asset } from '../ask.ts'
import { placeOf } from '../words.ts'

interface Props {
  title: string
  community: string
  place: Parameters<typeof placeOf>[0]
  asset: string | null
  point: { lat: number; lon: number } | null
}
const CALLS = ['119', '120', '110', '12345'] as const

export function Where({ title, community, place, asset: id, point }: Props): VNode {
  const outline = useOutline(community)
  const at = point && ([point.lon, point.lat] as const)
  return (
    <section aria-labelledby="where">
      <h2 id="where">{t('work.where')}</h2>
      <p class="lead">{placeOf(place)}</p>
      {id && <Thing id={id} />}
      {at && (
        <details>
          <summary>{t('work.map')}</summary>
          <Drawing title={title} {...outline} marks={[{ id: 'here', at, level: null, short: '●', title: placeOf(place) }]} />
        </details>
      )}
      <details>
        <summary>{t('work.call')}</summary>
        <ul class="bare">{CALLS.map(number => <li key={number}><a class="button" href={`tel:${number}`} data-outside>{t(`work.call.${number}`)}</a></li>)}</ul>
      </details>
    </section>
  )
}

/** Of the thing itself: its name, its place, and what one must know before one opens it. */
function Thing({ id }: { id: string }): VNode | null {
  const found = useLast(`asset/${id}`, useLoad(() => asset(id), [id]))
  if (!found.data) return <p class="meta">{id}</p>
  const one = found.data
  return (
    <dl class="facts">
      <dt>{word('kind', one.kind)}</dt><dd>{one.name} <span class="meta">{one.id}</span></dd>
      {one.zone && <><dt>{t('work.zone')}</dt><dd>{one.zone}</dd></>}
      {(one.maker || one.model) && <><dt>{t('work.made')}</dt><dd>{[one.maker, one.model].filter(Boolean).join(' ')}</dd></>}
      {one.state && one.state !== 'in_use' && <><dt>{t('work.asset-state')}</dt><dd>{t(`work.asset.${one.state}`)} {one.reason}</dd></>}
    </dl>
  )
}
