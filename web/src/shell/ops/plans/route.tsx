// A route: which assets of the kind are on it, and in which order they are walked past.

import './route.css'
import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Load } from '../../../ui/base.tsx'
import { Choice, Field } from '../../../ui/form.tsx'
import { upTo } from '../pages.ts'
import { type Asset, whole } from '../types.ts'

const LONGEST = 100 // places of a route

interface Props {
  community: string
  kind: Asset['kind']
  route: readonly string[]
  walk: (to: string[]) => void
  fault: string | undefined
}

export function Route({ community, kind, route, walk, fault }: Props): VNode {
  const found = useLoad(() => upTo(LONGEST, after => whole(got(api.GET('/v1/facilities/assets', { params: { query: { community, kind, after } } })))), [community, kind])
  return (
    <Field id="route" label={t('ops.plan-route')} group fault={fault}>
      {() => (
        <Load of={found} quiet isEmpty={({ rows }) => !rows.length && !route.length} empty={<p class="meta">{t('ops.plan-no-assets')}</p>}>
          {({ rows, more }) => (
            <>
              <Stops rows={rows} route={route} walk={walk} />
              {more && <p class="meta">{t('ops.narrow', { most: LONGEST })}</p>}
              {route.length > 1 && <Order rows={rows} route={route} walk={walk} />}
            </>
          )}
        </Load>
      )}
    </Field>
  )
}

type Walked = Pick<Props, 'route' | 'walk'> & { rows: readonly Asset[] }
const named = (id: string, rows: readonly Asset[]): string => rows.find(one => one.id === id)?.name ?? id

/** What is ticked comes last. What is on the route stays to be seen, even retired or beyond those listed. */
function Stops({ rows, route, walk }: Walked): VNode {
  const offered = rows.filter(one => one.state !== 'retired' || route.includes(one.id))
  const others = route.filter(id => !rows.some(one => one.id === id))
  const toggle = (id: string) => (on: boolean) => walk(on ? [...route, id] : route.filter(one => one !== id))
  const place = (id: string): string => (route.includes(id) ? `${route.indexOf(id) + 1}. ` : '')
  return (
    <>
      {offered.map(one => <Choice key={one.id} type="checkbox" label={<>{place(one.id)}{one.name} <span class="meta">{one.address} {one.id}</span></>} on={route.includes(one.id)} set={toggle(one.id)} />)}
      {others.map(id => <Choice key={id} type="checkbox" label={<>{place(id)}{id}</>} on set={toggle(id)} />)}
    </>
  )
}

/** Each place by its number, to be given another; the focus goes with what is moved. */
function Order({ rows, route, walk }: Walked): VNode {
  function move(from: number, to: number): void {
    const others = route.filter((_, n) => n !== from)
    walk([...others.slice(0, to), route[from] as string, ...others.slice(to)])
    document.getElementById(`stop-${to}`)?.focus()
  }
  return (
    <details>
      <summary>{t('ops.plan-order')}</summary>
      <ol class="bare places">
        {route.map((id, n) => (
          <li key={n}>
            <select id={`stop-${n}`} aria-label={t('ops.plan-place-of', { name: named(id, rows) })} value={n} onChange={event => move(n, Number(event.currentTarget.value))}>
              {route.map((_, place) => <option key={place} value={place}>{place + 1}</option>)}
            </select>{' '}
            {named(id, rows)} <span class="meta">{id}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}
