// Where it is: what the label says, where the telephone is, or the building and the floor. On a map
// the point can be put right.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../../lib/i18n.ts'
import type { Position } from '../../../lib/geo.ts'
import { useOutline } from '../../../lib/outline.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Map as Drawing } from '../../../ui/map.tsx'
import { asset } from '../ask.ts'
import { assetOf } from '../patrol/route.ts'
import { locate, pointOf, type Spot, square } from './spot.ts'

interface Props {
  value: Spot
  set: (changes: Partial<Spot>) => void
  community: string
}
const LINES = ['building', 'floor', 'unit', 'address'] as const

export function PlaceOf({ value, set, community }: Props): VNode {
  const [trouble, tell] = useState('')
  const point = pointOf(value)
  const { buildings } = useOutline(community)

  async function here(): Promise<void> {
    const found = await locate()
    tell(found ? '' : t('work.position.unknown'))
    if (found) set(found)
  }

  async function find(): Promise<void> {
    const id = assetOf(value.asset)
    if (!id) return tell(t('work.misread'))
    tell('')
    const one = await asset(id)
    set({ asset: one.id, lat: one.point.lat, lon: one.point.lon, ...(one.building && { building: one.building }), address: one.address })
  }

  return (
    <>
      <h2>{t('work.where')}</h2>
      <Button onClick={here}>{t('work.here')}</Button>
      {trouble && <p role="alert" class="fault">{trouble}</p>}
      {point && <Drawing title={t('work.where')} area={square(point)} buildings={buildings} picked={[point.lon, point.lat]} pick={([lon, lat]: Position) => set({ lat, lon })} />}
      <Field id="asset" label={t('work.code')} hint={t('work.code-hint')} optional>
        {control => <input {...control} type="text" autocomplete="off" autocapitalize="characters" value={value.asset} onInput={event => set({ asset: event.currentTarget.value })} />}
      </Field>
      {value.asset && <Button onClick={find}>{t('work.find-asset')}</Button>}
      {LINES.map(name => (
        <Field key={name} id={name} label={t(`work.place.${name}`)} optional>
          {control => <input {...control} type="text" autocomplete="off" maxLength={name === 'address' ? 60 : 20} value={value[name]} onInput={event => set({ [name]: event.currentTarget.value })} />}
        </Field>
      ))}
    </>
  )
}
