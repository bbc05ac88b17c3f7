// Registering a sensor, or correcting where it is; or letting it be heard no more.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../lib/api.ts'
import { useDraft } from '../../../lib/drafting.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Problem } from '../../../lib/problem.ts'
import { go, type Params } from '../../../lib/router.ts'
import { ActionBar, Button, Confirm, Load } from '../../../ui/base.tsx'
import { type Check, useForm } from '../../../ui/filling.tsx'
import { upTo } from '../pages.ts'
import { Clash, useClash } from '../rosters/clash.tsx'
import { whole } from '../types.ts'
import { Post, within } from '../watcher.tsx'
import { Choice, faultAt, lackOf, Text, Where } from './fields.tsx'
import { entered, lacking, NOWHERE, orNull, type Place, typed } from './place.ts'
import type { Sensor } from './types.ts'

const KINDS = ['camera', 'radar', 'wearable'] as const
const NEW = 'new'
const MOST = 500
const FIELDS = { id: 'sensor-id', person: 'person', name: 'name', lat: 'lat', lon: 'lon', building: 'building', zone: 'zone', grid: 'grid' }
type State = Sensor['state']
interface Draft extends Place { id: string; kind: Sensor['kind'] | ''; person: string }

export default function Screen({ params }: { params: Params }): VNode {
  const id = params.id ?? NEW
  return (
    <Post title={id === NEW ? t('sight.register-sensor') : t('sight.revise-sensor', { id })} back={within('/ops/sensors')}>
      {community => (id === NEW ? <Form community={community} /> : <Known community={community} id={id} />)}
    </Post>
  )
}

function Known({ community, id }: { community: string; id: string }): VNode {
  const found = useLoad(async () => {
    const { rows } = await upTo(MOST, after => whole(got(api.GET('/v1/environment/sensors', { params: { query: { community, after } } }))))
    const one = rows.find(each => each.id === id)
    if (!one) throw new Problem(404, 'not-found', t('sight.no-such-sensor'))
    return one
  }, [community, id])
  return <Load of={found} quiet>{one => <Form key={one.version} community={community} of={one} />}</Load>
}

function Form({ community, of }: { community: string; of?: Sensor }): VNode | null {
  const draft = useDraft<Draft>(`sensor:${community}:${of?.id ?? NEW}:${of?.version ?? 0}`, () => ({ id: '', kind: '', person: '', ...(of ? typed(of) : NOWHERE) }))
  const clash = useClash<Sensor>()
  const [aimed, aim] = useState<State>('in_use') // what a clash came in the way of
  const { summary, fault, sending } = useForm(draft.value, faultAt(FIELDS))
  if (!draft.value) return null
  const { value, set } = draft
  const left = async (): Promise<void> => {
    await draft.done()
    go(within('/ops/sensors'))
  }
  async function register(): Promise<void> {
    const first: Check[] = [['sensor-id', !value.id.trim(), t('sight.number-missing')], ['kind', !value.kind, t('sight.sort-missing')]]
    await sending([...first, ...lacking(value).map(lackOf)], async () => {
      const [kind, person] = [value.kind as Sensor['kind'], value.kind === 'camera' ? null : orNull(value.person)]
      await got(api.POST('/v1/environment/sensors', { body: { ...entered(value), id: value.id.trim(), community, kind, person } }))
      await left()
    })
  }
  async function revise(one: Sensor, version: number | null, state: State): Promise<void> {
    aim(state)
    const params = { path: { sensor_id: one.id }, header: matching(version) }
    await sending(lacking(value).map(lackOf), async () => {
      if (await clash.saving(() => got(api.PUT('/v1/environment/sensors/{sensor_id}', { params, body: { ...entered(value), state } })))) await left()
    })
  }
  return (
    <>
      {summary}
      {clash.theirs && of && <Clash theirs={<Theirs of={clash.theirs} />} mine={<p>{value.name} · {value.lat}, {value.lon} · {value.building}{aimed === 'retired' && ` · ${t('sight.retire')}`}</p>} useTheirs={() => void left()} useMine={() => revise(of, clash.theirs?.version ?? null, aimed)} />}
      {!of && (
        <>
          <Text id="sensor-id" label={t('sight.number')} hint={t('sight.number-hint')} value={value.id} set={id => set({ id })} fault={fault('sensor-id')} />
          <Choice id="kind" label={t('sight.sort')} value={value.kind} of={KINDS} word={one => t(`sight.sensor.${one}`)} set={kind => set({ kind })} fault={fault('kind')} />
          {value.kind !== '' && value.kind !== 'camera' && <Text id="person" label={t('sight.of-whom')} hint={t('sight.of-whom-hint')} value={value.person} set={person => set({ person })} optional={value.kind !== 'wearable'} fault={fault('person')} />}
        </>
      )}
      <Text id="name" label={t('sight.name')} value={value.name} set={name => set({ name })} fault={fault('name')} />
      <Where value={value} set={set} fault={fault} />
      <Text id="building" label={t('sight.building')} value={value.building} set={building => set({ building })} optional fault={fault('building')} />
      <Text id="zone" label={t('sight.zone')} value={value.zone} set={zone => set({ zone })} optional fault={fault('zone')} />
      <Text id="grid" label={t('sight.grid')} value={value.grid} set={grid => set({ grid })} optional fault={fault('grid')} />
      <ActionBar>
        <Button kind="main" onClick={() => (of ? revise(of, of.version, 'in_use') : register())}>{t(of ? 'sight.save' : 'sight.register-do')}</Button>
      </ActionBar>
      {of && <Confirm title={t('sight.retire-title', { name: of.name })} action={t('sight.retire')} danger done={() => revise(of, of.version, 'retired')}><p>{t('sight.retire-what')}</p></Confirm>}
    </>
  )
}

const Theirs = ({ of }: { of: Sensor }): VNode => <p>{of.name} · {of.point.lat}, {of.point.lon} · {of.building}</p>
