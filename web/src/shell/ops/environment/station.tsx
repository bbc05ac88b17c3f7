// Registering a station, or correcting what is known of it. What was measured nobody edits.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { go, type Params } from '../../../lib/router.ts'
import { ActionBar, Button, Confirm, Load, Notice } from '../../../ui/base.tsx'
import { type Check, type Form as Filling, useForm } from '../../../ui/filling.tsx'
import { Clash, useClash } from '../rosters/clash.tsx'
import { whole } from '../types.ts'
import { Post, within } from '../watcher.tsx'
import { Choice, faultAt, lackOf, Text, Where } from './fields.tsx'
import { lacks, type Particulars, particulars, typedStation, UNKNOWN, WATERS, ZONES } from './particulars.ts'
import { SORTS } from './stations.tsx'
import type { Station } from './types.ts'

const NEW = 'new'
const FIELDS = { id: 'station-id', name: 'name', address: 'address', lat: 'lat', lon: 'lon', grid: 'grid', zone: 'zone', water: 'water', target: 'target' }
type State = Station['state']

export default function Screen({ params }: { params: Params }): VNode {
  const id = params.id ?? NEW
  return (
    <Post title={id === NEW ? t('sight.register-station') : t('sight.revise-station', { id })} back={within('/ops/stations')}>
      {community => (id === NEW ? <Form community={community} /> : <Known community={community} id={id} />)}
    </Post>
  )
}

function Known({ community, id }: { community: string; id: string }): VNode {
  const found = useLoad(() => whole(got(api.GET('/v1/environment/stations/{station_id}', { params: { path: { station_id: id } } }))), [id])
  return (
    <>
      <p><a href={`/ops/cases?community=${community}&station=${id}`}>{t('case.of-station')}</a></p>
      <Load of={found} quiet>{one => (one.state === 'retired' ? <Notice title={t('sight.station-retired')} /> : <Form key={one.version} community={community} of={one as Station} />)}</Load>
    </>
  )
}

function Form({ community, of }: { community: string; of?: Station }): VNode | null {
  const draft = useDraft<Particulars>(`station:${community}:${of?.id ?? NEW}:${of?.version ?? 0}`, () => (of ? typedStation(of) : { ...UNKNOWN }))
  const clash = useClash<Station>()
  const [aimed, aim] = useState<State>('in_use') // what a clash came in the way of
  const { summary, fault, sending } = useForm(draft.value, faultAt(FIELDS))
  if (!draft.value) return null
  const { value } = draft
  const left = async (): Promise<void> => {
    await draft.done()
    go(within('/ops/stations'))
  }
  async function register(): Promise<void> {
    await sending(lacks(value, true).map(checkOf), async () => {
      await got(api.POST('/v1/environment/stations', { body: { ...particulars(value), id: value.id.trim(), community, kind: value.kind as Station['kind'] } }))
      await left()
    })
  }
  async function revise(one: Station, version: number | null, state: State): Promise<void> {
    aim(state)
    const params = { path: { station_id: one.id }, header: matching(version) }
    await sending(lacks(value, false).map(checkOf), async () => {
      if (await clash.saving(() => got(api.PUT('/v1/environment/stations/{station_id}', { params, body: { ...particulars(value), state } })))) await left()
    })
  }
  return (
    <>
      {summary}
      {clash.theirs && of && <Clash theirs={<p>{clash.theirs.name} · {clash.theirs.address}</p>} mine={<p>{value.name} · {value.address}{aimed === 'retired' && ` · ${t('sight.retire')}`}</p>} useTheirs={() => void left()} useMine={() => revise(of, clash.theirs?.version ?? null, aimed)} />}
      <Asked value={value} set={draft.set} fault={fault} fresh={!of} />
      <ActionBar>
        <Button kind="main" onClick={() => (of ? revise(of, of.version, 'in_use') : register())}>{t(of ? 'sight.save' : 'sight.register-do')}</Button>
      </ActionBar>
      {of && <Confirm title={t('sight.retire-title', { name: of.name })} action={t('sight.retire')} danger done={() => revise(of, of.version, 'retired')}><p>{t('sight.retire-station-what')}</p></Confirm>}
    </>
  )
}

function checkOf(lack: string): Check {
  if (lack === 'name' || lack === 'lat' || lack === 'lon') return lackOf(lack)
  return lack === 'id' ? ['station-id', true, t('sight.number-missing')] : [lack, true, t('sight.missing')]
}

/** What goes with its kind alone is asked of no other. */
function Asked({ value, set, fault, fresh }: { value: Particulars; set: (changes: Partial<Particulars>) => void; fault: Filling['fault']; fresh: boolean }): VNode {
  const surface = value.water === 'river' || value.water === 'lake'
  return (
    <>
      {fresh && (
        <>
          <Text id="station-id" label={t('sight.number')} hint={t('sight.number-hint')} value={value.id} set={id => set({ id })} fault={fault('station-id')} />
          <Choice id="kind" label={t('sight.sort')} value={value.kind} of={SORTS} word={one => t(`sight.station.${one}`)} set={kind => set({ kind, zone: '', water: '', target: '', small: false })} fault={fault('kind')} />
        </>
      )}
      <Text id="name" label={t('sight.name')} value={value.name} set={name => set({ name })} fault={fault('name')} />
      <Text id="address" label={t('sight.address')} value={value.address} set={address => set({ address })} fault={fault('address')} />
      <Where value={value} set={set} fault={fault} />
      <Text id="grid" label={t('sight.grid')} value={value.grid} set={grid => set({ grid })} optional fault={fault('grid')} />
      {value.kind === 'noise' && <Choice id="zone" label={t('sight.noise-zone')} value={value.zone} of={ZONES} word={one => t('sight.noise-zone-of', { zone: one })} set={zone => set({ zone })} fault={fault('zone')} />}
      {value.kind === 'water' && <Choice id="water" label={t('sight.water')} value={value.water} of={WATERS} word={one => t(`sight.water.${one}`)} set={water => set({ water, target: '', small: false })} fault={fault('water')} />}
      {surface && <Choice id="target" label={t('sight.target')} value={value.target} of={['1', '2', '3', '4', '5']} word={one => t('sight.target-of', { number: one })} set={target => set({ target })} fault={fault('target')} />}
      {value.kind === 'water' && !surface && <label class="choice"><input type="checkbox" checked={value.small} onChange={() => set({ small: !value.small })} /> {t('sight.small')}</label>}
      <label class="choice"><input type="checkbox" checked={value.controlled} onChange={() => set({ controlled: !value.controlled })} /> {t('sight.controlled')}</label>
    </>
  )
}
