// 设备: the devices of a community, by kind and state, by what their names begin with, or by what
// stands on one; or those alone that are silent.

import './devices.css'
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { placeName } from '../../../lib/config.ts'
import { language, t } from '../../../lib/i18n.ts'
import { filter, query } from '../../../lib/router.ts'
import { Button, Load, Table, Tag, Trouble, When } from '../../../ui/base.tsx'
import { type Paged, usePaged } from '../pages.ts'
import { Pick } from '../pick.tsx'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { kindName, useKinds, useSilent } from './ask.ts'
import { distinct, LONGEST, marked, NUMBER } from './find.ts'
import { partOf } from './frame.tsx'
import { may, purposesOf } from './may.ts'
import { stateTag, where } from './said.ts'
import { Silent } from './silent.tsx'
import { STATES, type Device, type Kind } from './types.ts'

const ALL = { kind: null, state: null, silent: null, find: null } // no filter

interface Wanted {
  community: string
  kind: string | null
  state: Device['state'] | null
  find: string
  kinds: readonly Kind[] | undefined
}

export default function Screen(): VNode {
  return <Post title={t('ops.devices')}>{community => <Devices community={community} />}</Post>
}

function Devices({ community }: { community: string }): VNode {
  const kinds = useKinds(community).data
  const silent = query.value.has('silent')
  const state = silent ? null : STATES.find(one => one === query.value.get('state')) ?? null
  const find = silent ? '' : query.value.get('find') ?? ''
  const wanted = { community, kind: query.value.get('kind'), state, find, kinds }
  return (
    <>
      <Enter />
      <p><a href={within('/ops/devices/silences')}>{t('device.fleet')}</a> · <a href={within('/ops/devices/kinds')}>{t('device.kinds')}</a></p>
      <div class="filters" role="search">
        <Pick label={t('device.kind')} name="kind" value={wanted.kind} of={(kinds ?? []).map(one => one.id)} word={id => kindName(id, kinds)} />
        {!silent && <Pick label={t('device.state')} name="state" value={state} of={STATES} word={one => t(`device.state.${one}`)} />}
        <label class="choice"><input type="checkbox" checked={silent} onChange={() => filter({ silent: silent ? null : '1', find: null })} /> {t('device.silent-only')}</label>
        <Search find={find} />
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

/** What is looked for is one device: what was picked before would only hide it. */
function Search({ find }: { find: string }): VNode {
  const [text, write] = useState(find)
  useEffect(() => write(find), [find])
  const look = (event: Event): void => {
    event.preventDefault()
    filter({ ...ALL, find: text.trim() })
  }
  return (
    <form class="filters" onSubmit={look}>
      <label>{t('device.find')} <input type="search" value={text} maxLength={LONGEST} autocomplete="off" spellcheck={false} onInput={event => write(event.currentTarget.value)} /></label>
      <Button type="submit">{t('device.search')}</Button>
    </form>
  )
}

type Asked = Pick<Wanted, 'community' | 'kind' | 'state' | 'find'>

const devices = ({ community, kind, state }: Asked, more: { after?: string; name?: string; serial?: string }): Promise<Paged<Device>> =>
  whole(got(api.GET('/v1/devices', { params: { query: { community, ...(kind && { kind }), ...(state && { state }), ...more } } })))

/** What stands on a device is on its own row, of whichever community; names are those of a list. */
async function sought(asked: Asked, after: string): Promise<Paged<Device>> {
  const { kind, state, find } = asked
  if (!find) return devices(asked, { after })
  const named = devices(asked, { after, name: find })
  if (after) return named
  const ask = {
    number: (device_id: string) => whole(got(api.GET('/v1/devices/{device_id}', { params: { path: { device_id } } }))),
    serial: async (serial: string) => (await devices(asked, { serial })).items,
  }
  const [exact, page] = await Promise.all([marked(find, ask), named])
  return { ...page, items: [...exact.filter(one => (!kind || one.kind === kind) && (!state || one.state === state)), ...page.items] }
}

function All({ community, kind, state, find, kinds }: Wanted): VNode {
  const paged = usePaged<Device>(after => sought({ community, kind, state, find }, after), [community, kind, state, find])
  const found = { ...paged, data: paged.data && distinct(paged.data) }
  const silent = useSilent(community)
  const since = new Map(silent.data?.rows.map(one => [one.device_id, one.since]))
  return (
    <>
      {silent.problem && <Trouble of={silent.problem} retry={silent.reload} />}
      <Load of={found} isEmpty={rows => !rows.length && !found.further} empty={find ? <NotFound find={find} kinds={kinds} /> : <Nothing filtered={Boolean(kind || state)} />}>
        {rows => (
          <>
            <Table caption={t(found.further ? 'device.count-so-far' : 'device.count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
              { title: t('device.one'), cell: one => <><a href={within(partOf(one.id, 'overview'))}>{one.name}</a> <span class="meta">{one.id}</span></> },
              { title: t('device.kind'), cell: one => kindName(one.kind, kinds) },
              { title: t('device.where'), cell: one => [one.community !== community && placeName(one.community, language.value), where(one)].filter(Boolean).join(' · ') },
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
  return filtered ? <p>{t('device.none-such')} <ShowAll /></p> : <p>{t('device.none')}</p>
}

/** Who goes to a person may see what his device says, though not its card (see unseen.tsx). */
function NotFound({ find, kinds }: { find: string; kinds: readonly Kind[] | undefined }): VNode {
  const { roles } = useWatcher()
  const personal = NUMBER.test(find) && kinds?.some(one => one.personal && find.startsWith(`${one.prefix}-`)) && purposesOf(roles).length
  return (
    <>
      <p>{t('device.none-marked', { text: find })} <ShowAll /></p>
      {personal ? <p><a href={within(partOf(find, 'readings'))}>{t('device.for-a-purpose')}</a></p> : null}
    </>
  )
}

const ShowAll = (): VNode => <button type="button" class="link" onClick={() => filter(ALL)}>{t('device.show-all')}</button>
