// What befell a device from its first key to its last; and who looked at what is a person's own.

import type { ComponentChildren, VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { placeName } from '../../../lib/config.ts'
import { moment } from '../../../lib/fmt.ts'
import { how, language, t, tOr } from '../../../lib/i18n.ts'
import type { Problem } from '../../../lib/problem.ts'
import type { Params } from '../../../lib/router.ts'
import { Button, Load, Notice, Table, Timeline, Trouble, When } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { whole } from '../types.ts'
import { useWatcher, within } from '../watcher.tsx'
import { isSo, who } from '../words.ts'
import { commandName } from './ask.ts'
import { DevicePage, type Shown } from './frame.tsx'
import { may } from './may.ts'
import type { Role } from '../types.ts'
import type { Entry, Kind } from './types.ts'

export default function Screen({ params }: { params: Params }): VNode {
  return <DevicePage id={params.id ?? ''} at="history" unseen={problem => <Watched id={params.id ?? ''} problem={problem} />}>{shown => <History {...shown} />}</DevicePage>
}

/** Who watches over the looks sees them, though not whose device it is. */
function Watched({ id, problem }: { id: string; problem: Problem }): VNode {
  const { roles } = useWatcher()
  return may('looks', roles) ? <Looks id={id} /> : <Trouble of={problem} />
}

function History({ device, kind }: Shown): VNode {
  const { roles } = useWatcher()
  return (
    <>
      {kind.personal ? <Notice title={t('device.personal-past')} /> : <Past id={device.id} version={device.version} kind={kind} />}
      {kind.personal && may('looks', roles) && <Looks id={device.id} />}
    </>
  )
}

function Past({ id, version, kind }: { id: string; version: number | null; kind: Kind }): VNode {
  const { id: me, roles } = useWatcher()
  const found = usePaged(after => whole(got(api.GET('/v1/devices/{device_id}/history', { params: { path: { device_id: id }, query: { after } } }))), [id], { version })
  return (
    <section aria-labelledby="past">
      <h2 id="past">{t('device.past')}</h2>
      <Load of={found} quiet isEmpty={rows => !rows.length} empty={<p>{t('device.no-past')}</p>}>
        {rows => (
          <>
            <Timeline label={t('device.past')} of={rows.map((one, n) => ({ id: one.id || n, at: one.at, what: tOr(`device.past.${one.what}`, one.what), by: one.by ? who(one.by, me) : undefined, more: about(one, kind, roles) }))} />
            {found.further && <Button onClick={found.further}>{t('device.show-more')}</Button>}
          </>
        )}
      </Load>
    </section>
  )
}

const POINT = /\{"lat":([\d.-]+),"lon":([\d.-]+)\}/g
const HIDDEN = ['id'] // of a command: its own page has it

function about({ what, reason, detail }: Entry, kind: Kind, roles: readonly Role[]): VNode | undefined {
  const said = Object.entries(detail).filter(([name]) => !HIDDEN.includes(name)).map(([name, value]) => <>{isSo(named(what, name), '')}{what === 'wished' ? String(value) : written(name, String(value), kind, roles)}</>)
  const parts = [...(reason ? [<>{reason}</>] : []), ...said]
  return parts.length ? <span class="meta">{parts.map((one, n) => <span key={n}>{n > 0 && ' · '}{one}</span>)}</span> : undefined
}

/** The page of what is named by its id, for who may see it. */
function pageOf(name: string, id: string, roles: readonly Role[]): string | undefined {
  if (name === 'import' && may('register', roles)) return within(`/ops/devices/imports/${id}`)
  return name === 'batch' && may('make', roles) ? within(`/ops/devices/batches/${id}`) : undefined
}

/** What is wished of a device is called as its maker does. */
const named = (what: string, name: string): string => (what === 'wished' ? name : tOr(`device.detail.${name}`, tOr(`device.${name}`, name)))

function written(name: string, value: string, kind: Kind, roles: readonly Role[]): ComponentChildren {
  const page = pageOf(name, value, roles)
  if (page) return <a href={page}>{value}</a>
  if (name === 'command') return commandName(value, kind)
  if (name === 'why') return tOr(`device.window.${value}`, value)
  if (name === 'bearer') return tOr(`device.bearer.${value}`, value)
  if (name === 'point') return value.replace(POINT, '$1, $2')
  return name === 'until' ? moment(value, Date.now(), how()) : value || '—'
}

function Looks({ id }: { id: string }): VNode {
  const { id: me } = useWatcher()
  const found = usePaged(after => whole(got(api.GET('/v1/devices/{device_id}/looks', { params: { path: { device_id: id }, query: { after } } }))), [id])
  return (
    <section aria-labelledby="looks">
      <h2 id="looks">{t('device.looks')}</h2>
      <p>{t('device.looks-what')}</p>
      <Load of={found} isEmpty={rows => !rows.length} empty={<p>{t('device.no-looks')}</p>}>
        {rows => (
          <>
            <Table caption={t('device.looks-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
              { title: t('device.when'), cell: one => <When at={one.at} /> },
              { title: t('device.by'), cell: one => who(one.by, me) },
              { title: t('device.looked-at'), cell: one => t(`device.looked.${one.what}`) },
              { title: t('device.purpose'), cell: one => tOr(`device.purpose.${one.purpose}`, one.purpose) },
              { title: t('device.where'), cell: one => placeName(one.place, language.value) },
            ]} />
            {found.further && <Button onClick={found.further}>{t('device.show-more')}</Button>}
          </>
        )}
      </Load>
    </section>
  )
}
