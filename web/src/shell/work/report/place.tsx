// Where it is: what the label says, where the telephone is, or the building and the floor. On a map
// the point can be put right.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../../lib/i18n.ts'
import type { Feature, Position } from '../../../lib/geo.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Map as Drawing } from '../../../ui/map.tsx'
import { asset } from '../ask.ts'
import { assetOf } from '../patrol/route.ts'

export interface Spot {
  asset: string
  lat: number | null
  lon: number | null
  building: string
  floor: string
  unit: string
  address: string
}

export const pointOf = ({ lat, lon }: Spot): { lat: number; lon: number } | null => (lat !== null && lon !== null ? { lat, lon } : null)

export const isSomewhere = (one: Spot): boolean => Boolean(assetOf(one.asset) || pointOf(one) || one.building.trim() || one.address.trim())

/** As the API takes it: nothing that was left empty. */
export function whereOf(one: Spot): Record<string, unknown> {
  const words = (['building', 'floor', 'unit', 'address'] as const).flatMap(name => (one[name].trim() ? [[name, one[name].trim()]] : []))
  const point = pointOf(one)
  const id = assetOf(one.asset)
  return { ...Object.fromEntries(words), ...(point && { point }), ...(id && { asset_id: id }) }
}

interface Props {
  value: Spot
  set: (to: Spot) => void
  community: string
}
const LINES = ['building', 'floor', 'unit', 'address'] as const
const AROUND = 0.003 // degrees, some three hundred metres

export function PlaceOf({ value, set }: Props): VNode {
  const [trouble, tell] = useState('')
  const point = pointOf(value)

  function locate(): Promise<void> {
    return new Promise(done => {
      const failed = (): void => (tell(t('work.position.unknown')), done())
      if (!navigator.geolocation) return failed()
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        tell('')
        set({ ...value, lat: coords.latitude, lon: coords.longitude })
        done()
      }, failed, { enableHighAccuracy: true, timeout: 15_000 })
    })
  }

  async function find(): Promise<void> {
    const id = assetOf(value.asset)
    if (!id) return tell(t('work.misread'))
    tell('')
    const one = await asset(id)
    set({ ...value, asset: one.id, lat: one.point.lat, lon: one.point.lon, building: one.building ?? value.building, address: one.address })
  }

  return (
    <>
      <h2>{t('work.where')}</h2>
      <Button onClick={locate}>{t('work.here')}</Button>
      {trouble && <p role="alert" class="fault">{trouble}</p>}
      {point && <Drawing title={t('work.where')} area={square(point)} picked={[point.lon, point.lat]} pick={([lon, lat]: Position) => set({ ...value, lat, lon })} />}
      <Field id="asset" label={t('work.code')} hint={t('work.code-hint')} optional>
        {control => <input {...control} type="text" autocomplete="off" autocapitalize="characters" value={value.asset} onInput={event => set({ ...value, asset: event.currentTarget.value })} />}
      </Field>
      {value.asset && <Button onClick={find}>{t('work.find-asset')}</Button>}
      {LINES.map(name => (
        <Field key={name} id={name} label={t(`work.place.${name}`)} optional>
          {control => <input {...control} type="text" autocomplete="off" maxLength={name === 'address' ? 60 : 20} value={value[name]} onInput={event => set({ ...value, [name]: event.currentTarget.value })} />}
        </Field>
      ))}
    </>
  )
}

/** No outline is known: enough around the point to put it right. */
function square({ lat, lon }: { lat: number; lon: number }): Feature[] {
  const [west, east, south, north] = [lon - AROUND, lon + AROUND, lat - AROUND, lat + AROUND]
  const ring: Position[] = [[west, south], [east, south], [east, north], [west, north], [west, south]]
  return [{ type: 'Feature', properties: null, geometry: { type: 'Polygon', coordinates: [ring] } }]
}
