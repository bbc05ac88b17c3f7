// 环境: what the air, the noise and the water are at the stations of a place; nobody signs in.

import './environment.css'
import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { known, placeName } from '../../../lib/config.ts'
import { type Key, language, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { useOutline } from '../../../lib/outline.ts'
import { filter, go, query } from '../../../lib/router.ts'
import { Load, Page } from '../../../ui/base.tsx'
import { Map as Drawing, type Mark } from '../../../ui/map.tsx'
import { Now, Reference, spanned } from './said.tsx'
import { KINDS, type Kind, type Shown, whole } from './types.ts'
import { Warnings } from './warned.tsx'

const OFTEN = 300 // seconds: an hour is made once
const MOST = 100

export default function Environment(): VNode {
  const { communities } = known()
  const whole = `${communities[0]?.code.slice(0, 4) ?? '0000'}00000000` // as all of a city are in it
  const place = query.value.get('place') ?? whole
  const stations = useLoad(() => all(place), [place], OFTEN)
  return (
    <Page title={t('env.title')} back="/">
      <p>{t('env.why')}</p>
      <label class="field">{t('env.place')}{' '}
        <select value={place} onChange={event => filter({ place: event.currentTarget.value === whole ? null : event.currentTarget.value })}>
          <option value={whole}>{placeName(whole, language.value)}</option>
          {communities.map(one => <option key={one.code} value={one.code}>{one.name[language.value]}</option>)}
          {place !== whole && !communities.some(one => one.code === place) && <option value={place}>{placeName(place, language.value)}</option>}
        </select>
      </label>
      <Warnings place={place} />
      <Load of={stations} isEmpty={one => !one.items.length} empty={<p>{t('env.none')}</p>}>
        {one => (
          <>
            {KINDS.map(kind => <Some key={kind} kind={kind} of={one.items.filter(each => each.kind === kind)} />)}
            {one.more && <p>{t('env.more', { most: MOST })}</p>}
            <Where of={one.items} place={place} />
            <p class="meta">{t('env.reference-why')}</p>
            <p><a href={`/v1/environment/stations?place=${place}`} data-outside>{t('env.open-data')}</a></p>
          </>
        )}
      </Load>
    </Page>
  )
}

async function all(place: string): Promise<{ items: Shown[]; more: boolean }> {
  const items: Shown[] = []
  let after: string | null = ''
  while (after !== null && items.length < MOST) {
    const page: { items: Shown[]; next: string | null } = await whole(got(api.GET('/v1/environment/stations', { params: { query: { place, after } } })))
    items.push(...page.items)
    after = page.next
  }
  return { items, more: after !== null }
}

function Some({ kind, of }: { kind: Kind; of: Shown[] }): VNode | null {
  if (!of.length) return null
  return (
    <section aria-labelledby={kind}>
      <h2 id={kind}>{t(`env.kind.${kind}` as Key)}</h2>
      <ul class="bare cards">
        {of.map(one => (
          <li key={one.id} class="card">
            <a class="station" href={`/env/${one.id}`}>{one.name}</a>
            <p><Now of={one} /> <Reference of={one} /></p>
            <p class="meta">{one.latest ? spanned(one.latest) : one.address} · {placeName(one.community, language.value)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Where({ of, place }: { of: Shown[]; place: string }): VNode {
  const outline = useOutline(place)
  const marks = useMemo(() => of.map((one): Mark => ({
    id: one.id, at: [one.point.lon, one.point.lat], short: t(`env.short.${one.kind}` as Key), title: `${t(`env.kind.${one.kind}` as Key)} ${one.name}`,
  })), [of, language.value])
  return (
    <section aria-labelledby="where">
      <h2 id="where">{t('env.map')}</h2>
      <Drawing title={placeName(place, language.value)} {...outline} marks={marks} open={id => go(`/env/${id}`)} />
      {!outline.area.length && <p class="meta">{t('env.map-plain')}</p>}
    </section>
  )
}
