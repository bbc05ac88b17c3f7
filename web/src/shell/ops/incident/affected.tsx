// 受影响人员: who needs help in this emergency. What is shown is asked for by a press, as each look is
// recorded; what is typed stays in the page alone, as no device may keep it.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, forPurpose, got, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../../lib/load.ts'
import type { Params } from '../../../lib/router.ts'
import { Button, Load, Page, Timeline, When } from '../../../ui/base.tsx'
import { type Check, useForm } from '../../../ui/filling.tsx'
import { Field } from '../../../ui/form.tsx'
import { type Detail, type Gives, type Role, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { who } from '../words.ts'
import { Written } from './written.tsx'

type Looks = Gives<'/v1/incidents/{incident_id}/records/looks'>
type Person = Gives<'/v1/incidents/{incident_id}/records'>['items'][number]
type Path = { incident_id: string }
const OVERSEERS: Role[] = ['community_worker', 'official']
const FRESH = { name: '', phone: '', need: '', why: '' }
const FIELDS = ['name', 'phone', 'need', 'why'] as const
const PHONE = /^\+?[0-9][0-9 -]{4,19}$/
const MONTH = 30 // days, by which one review may lengthen it

export default function Screen({ params }: { params: Params }): VNode {
  const path = { incident_id: params.id ?? '' }
  const found = useLoad(() => whole(got(api.GET('/v1/incidents/{incident_id}', { params: { path } }))), [params.id])
  return (
    <Page title={t('ops.people-affected')} back={`/ops/e/${params.id}`}>
      <p>{t('ops.affected-what')}</p>
      <Load of={found} quiet>{one => <Affected of={one} path={path} />}</Load>
    </Page>
  )
}

function Affected({ of, path }: { of: Detail; path: Path }): VNode {
  const { roles } = useWatcher()
  const oversees = OVERSEERS.some(role => roles.includes(role))
  const looks = useLoad(async () => (oversees ? whole(got(api.GET('/v1/incidents/{incident_id}/records/looks', { params: { path } }))) : null), [of.id, oversees])
  return (
    <>
      <Kept of={looks} />
      {!of.closed_at && <People path={path} again={looks.reload} />}
      {!of.closed_at && <Add path={path} again={looks.reload} />}
      {of.closed_at && roles.includes('official') && Boolean(looks.data?.count) && !looks.data?.reviewed && <Longer path={path} again={looks.reload} />}
    </>
  )
}

/** How many, until when, and who looked: nothing of the people themselves. */
function Kept({ of }: { of: Loaded<Looks | null> }): VNode {
  const { id: me } = useWatcher()
  return (
    <Load of={of} quiet>
      {kept => kept && (
        <>
          <p>
            {kept.destroyed_at ? <>{t('ops.affected-gone')} <When at={kept.destroyed_at} /></> : t('ops.affected-count', { count: kept.count })}{' '}
            {!kept.destroyed_at && (kept.destroy_at ? <>{t('ops.affected-end')} <When at={kept.destroy_at} /></> : t('ops.affected-lasts'))}
          </p>
          {kept.reviewed && <p class="meta">{t('ops.affected-kept-longer', { reason: kept.reviewed.reason })}</p>}
          {kept.items.length > 0 && (
            <details>
              <summary>{t('ops.affected-looks')}</summary>
              <Timeline label={t('ops.affected-looks')} of={kept.items.map(one => ({ id: one.id, at: one.at, what: who(one.by, me), more: t('ops.affected-looked', { count: one.records }) }))} />
            </details>
          )}
        </>
      )}
    </Load>
  )
}

function People({ path, again }: { path: Path; again: () => unknown }): VNode {
  const [seen, show] = useState<{ items: Person[]; next: string | null }>()
  async function look(after: string): Promise<void> {
    const page = await whole(got(api.GET('/v1/incidents/{incident_id}/records', { params: { path, query: { after }, header: forPurpose('incident') } })))
    show({ items: [...(after ? seen?.items ?? [] : []), ...page.items], next: page.next })
    await again()
  }
  return (
    <section class="unprinted">
      <Button onClick={() => look('')}>{t('ops.affected-look')}</Button>
      {seen && (seen.items.length ? <ul class="bare cards">{seen.items.map(one => <One key={one.id} of={one} />)}</ul> : <p class="empty">{t('ops.affected-none')}</p>)}
      {seen?.next && <Button onClick={() => look(seen.next ?? '')}>{t('ops.show-more')}</Button>}
    </section>
  )
}

function One({ of }: { of: Person }): VNode {
  return (
    <li class="card">
      <strong>{of.name}</strong> {of.phone && <a class="button" href={`tel:${of.phone}`} data-outside>{of.phone}</a>}
      <p>{of.need}</p>
      <p class="meta">{of.why} · <When at={of.at} /></p>
    </li>
  )
}

function Add({ path, again }: { path: Path; again: () => unknown }): VNode {
  const [said, say] = useState(FRESH)
  const { key, summary, fault, sending } = useForm(said)
  async function add(): Promise<void> {
    const [name, phone, need, why] = FIELDS.map(one => said[one].trim()) as [string, string, string, string]
    const short = (id: string, text: string, least = 2): Check => [id, text.length < least, t('ops.write-something')]
    const checks: Check[] = [short('name', name, 1), ['phone', phone !== '' && !PHONE.test(phone), t('ops.affected-phone-wrong')], short('need', need), short('why', why)]
    const header = { ...forPurpose('incident'), ...once(key) }
    await sending(checks, async () => {
      await got(api.POST('/v1/incidents/{incident_id}/records', { params: { path, header }, body: { name, phone: phone || null, need, why } }))
      say(FRESH)
      await again()
    })
  }
  return (
    <section class="written" aria-labelledby="add">
      <h2 id="add">{t('ops.affected-add')}</h2>
      {summary}
      {FIELDS.map(one => (
        <Field key={one} id={one} label={t(`ops.affected-${one}`)} optional={one === 'phone'} fault={fault(one)}>
          {control => <input {...control} autocomplete="off" inputMode={one === 'phone' ? 'tel' : 'text'} maxLength={one === 'name' ? 60 : 1000} value={said[one]} onInput={event => say({ ...said, [one]: event.currentTarget.value })} />}
        </Field>
      ))}
      <Button kind="main" onClick={add}>{t('ops.affected-add')}</Button>
    </section>
  )
}

function Longer({ path, again }: { path: Path; again: () => unknown }): VNode {
  const [days, choose] = useState('7')
  return (
    <details class="card">
      <summary>{t('ops.affected-longer')}</summary>
      <Written name={`longer-${path.incident_id}`} label={t('ops.affected-reason')} action={t('ops.affected-longer')} again={again} send={(reason, key) =>
        got(api.POST('/v1/incidents/{incident_id}/records/reviews', { params: { path, header: once(`${key}${days}`) }, body: { reason, days: Number(days) } }))}>
        <Field id="days" label={t('ops.affected-days')}>
          {control => <input {...control} type="number" min={1} max={MONTH} inputMode="numeric" value={days} onInput={event => choose(event.currentTarget.value)} />}
        </Field>
      </Written>
    </details>
  )
}
