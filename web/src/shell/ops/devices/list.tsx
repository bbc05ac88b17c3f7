// 设备: the devices of a community, by kind and state; or those alone that are silent.

import './devices.css'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { filter, go, query } from '../../../lib/router.ts'
import { Button, Load, Table, Tag, Trouble, When } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { Pick } from '../pick.tsx'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { kindName, silences, useKinds, useSilent } from './ask.ts'
import { partOf } from './frame.tsx'
import { may } from './may.ts'
import { stateTag } from './said.ts'
import { sifted } from './sift.ts'
import { STATES, type Device, type Kind } from './types.ts'

interface Wanted {
  community: string
  kind: string | null
  state: Device['state'] | null
  kinds: readonly Kind[] | undefined
}

export default function Screen(): VNode {
  return <Post title={t('ops.devices')}>{community => <Devices community={community} />}</Post>
}

function Devices({ community }: { community: string }): VNode {
  const kinds = useKinds(community).data
  const silent = query.value.has('silent')
  const state = silent ? null : STATES.find(one => one === query.value.get('state')) ?? null
  const wanted = { community, kind: query.value.get('kind'), state, kinds }
  return (
    <>
      <Enter />
      <p><a href={within('/ops/devices/silences')}>{t('device.fleet')}</a> · <a href={within('/ops/devices/kinds')}>{t('device.kinds')}</a></p>
      <div class="filters" role="search">
        <Pick label={t('device.kind')} name="kind" value={wanted.kind} of={(kinds ?? []).map(one => one.id)} word={id => kindName(id, kinds)} />
        {!silent && <Pick label={t('device.state')} name="state" value={state} of={STATES} word={one => t(`device.state.${one}`)} />}
        <label class="choice"><input type="checkbox" checked={silent} onChange={() => filter({ silent: silent ? null : '1' })} /> {t('device.silent-only')}</label>
        <ByNumber />
      </div>
      {silent ? <Silent {...wanted} /> : <All {...wanted} />}
    </>
  )
}

function Enter(): VNode | null {
  const { roles } = useWatcher()
  if (!may('register', roles)) return null
  return (
    <p class="pair start">
      <a class="button main" href={within('/ops/devices/new')}>{t('device.register')}</a>
      <a class="button" href={within('/ops/devices/imports')}>{t('device.import')}</a>
    </p>
  )
}

/** Whose number stands on it is opened by that; the API looks for nothing else. */
function ByNumber(): VNode {
  const [id, write] = useState('')
  const open = (event: Event): void => {
    event.preventDefault()
    if (id.trim()) go(within(partOf(id.trim(), 'overview')))
  }
  return (
    <form class="filters" onSubmit={open}>
      <label>{t('device.by-number')} <input value={id} maxLength={43} autocomplete="off" onInput={event => write(event.currentTarget.value)} /></label>
      <Button type="submit">{t('device.open')}</Button>
    </form>
  )
}

function All({ community, kind, state, kinds }: Wanted): VNode {
  const page = (after: string) => whole(got(api.GET('/v1/devices', { params: { query: { community, after, ...(kind && { kind }) } } })))
  const found = usePaged(after => (state ? sifted(page, one => one.state === state, after) : page(after)), [community, kind, state])
  const silent = useSilent(community)
  const since = new Map(silent.data?.rows.map(one => [one.device_id, one.since]))
  return (
    <>
      {silent.problem && <Trouble of={silent.problem} retry={silent.reload} />}
      <Load of={found} isEmpty={rows => !rows.length && !found.further} empty={<Nothing filtered={Boolean(kind || state)} />}>
        {rows => (
          <>
            <Table caption={t(found.further ? 'device.count-so-far' : 'device.count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
              { title: t('device.one'), cell: one => <><a href={within(partOf(one.id, 'overview'))}>{one.name}</a> <span class="meta">{one.id}</span></> },
              { title: t('device.kind'), cell: one => kindName(one.kind, kinds) },
              { title: t('device.where'), cell: one => [one.address, one.building, one.zone].filter(Boolean).join(' · ') },
              { title: t('device.serial'), cell: one => one.serial ?? '—' },
              { title: t('device.state'), cell: one => <><Tag kind={stateTag(one.state)}>{t(`device.state.${one.state}`)}</Tag> <Since at={since.get(one.id)} /></> },
            ]} />
            {found.further && <Button onClick={found.further}>{t('device.show-more')}</Button>}
            {silent.data?.more && <p class="meta">{t('device.silent-many', { count: silent.data.rows.length })}</p>}
          </>
        )}
      </Load>
    </>
  )
}

const Since = ({ at }: { at: string | undefined }): VNode | null =>
  at ? <Tag kind="error">{t('device.silent-since')} <When at={at} /></Tag> : null

function Nothing({ filtered }: { filtered: boolean }): VNode {
  if (!filtered) return <p>{t('device.none')}</p>
  return <p>{t('device.none-such')} <button type="button" class="link" onClick={() => filter({ kind: null, state: null })}>{t('device.show-all')}</button></p>
}

function Silent({ community, kind, kinds }: Wanted): VNode {
  const page = (after: string) => silences(community, after)
  const found = usePaged(after => (kind ? sifted(page, one => one.kind === kind, after) : page(after)), [community, kind])
  return (
    <Load of={found} isEmpty={rows => !rows.length && !found.further} empty={<p>{t('device.none-silent')}</p>}>
      {rows => (
        <>
          <Table caption={t('device.silent-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
            { title: t('device.one'), cell: one => <><a href={within(partOf(one.device_id, 'overview'))}>{one.name ?? one.device_id}</a> {one.name && <span class="meta">{one.device_id}</span>}</> },
            { title: t('device.kind'), cell: one => kindName(one.kind, kinds) },
            { title: t('device.where'), cell: one => [one.building, one.zone].filter(Boolean).join(' · ') },
            { title: t('device.last-sign'), cell: one => <When at={one.since} /> },
            { title: t('device.with'), cell: one => (one.block ? <Tag kind="warning">{t('device.with-block')}</Tag> : t('device.alone')) },
          ]} />
          {found.further && <Button onClick={found.further}>{t('device.show-more')}</Button>}
        </>
      )}
    </Load>
  )
}
