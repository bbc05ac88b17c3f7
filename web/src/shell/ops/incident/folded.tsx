// All alarms that one cause set off, folded into this incident; what does not belong is parted.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useNewest } from '../../../lib/newest.ts'
import { Button, Confirm, Load, Tag, When } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { upTo } from '../pages.ts'
import { type Detail, type Joined, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { titled } from '../words.ts'

const JUDGES = ['community_worker', 'official', 'city_operator']
const MOST = 100

export function Folded({ of, again }: { of: Detail; again: () => unknown }): VNode {
  const path = { incident_id: of.id }
  const all = useNewest(() => upTo(MOST, after => whole(got(api.GET('/v1/incidents/{incident_id}/hazards', { params: { path, query: { after } } })))), [of.id], of.version)
  const { roles } = useWatcher()
  const judge = JUDGES.some(role => roles.includes(role as never))
  return (
    <section aria-labelledby="folded">
      <h2 id="folded">{t('ops.folded')}</h2>
      <Load of={all} quiet>
        {({ rows, more }) => (
          <details open={rows.length < 4}>
            <summary>{t('ops.folded-count', { count: rows.length + (more ? 1 : 0) })}{more && '+'}</summary>
            <ul class="bare">{rows.map(one => <One key={one.hazard_id} of={one} in={of} judge={judge} again={again} />)}</ul>
          </details>
        )}
      </Load>
      {judge && <Join of={of} again={again} />}
    </section>
  )
}

function One({ of, in: incident, judge, again }: { of: Joined; in: Detail; judge: boolean; again: () => unknown }): VNode {
  const leads = of.hazard_id === incident.hazard_id
  const [key] = useState(newKey)
  async function part(reason: string): Promise<void> {
    const path = { incident_id: incident.id }
    await got(api.POST('/v1/incidents/{incident_id}/partings', { params: { path, header: once(key) }, body: { hazard_id: of.hazard_id, reason } }))
    await again()
  }
  return (
    <li>
      {titled(of)} <Tag kind={of.sensor.normal ? 'ok' : 'error'}>{t(of.sensor.normal ? 'ops.is-normal' : 'ops.is-abnormal')}</Tag>
      <div class="meta">{of.subject} · {of.priority} · <When at={of.hazard_at} />{leads ? ` · ${t('ops.leads')}` : of.rule && ` · ${t('ops.by-rule', { rule: of.rule })}`}</div>
      {judge && !leads && (
        <Confirm title={t('ops.part-title')} action={t('ops.part')} reason done={part}><p>{t('ops.part-what')}</p></Confirm>
      )}
    </li>
  )
}

/** By hand: of the open incidents of the community, one that is about the same. */
function Join({ of, again }: { of: Detail; again: () => unknown }): VNode {
  const [others, load] = useState<{ id: string; title: string }[]>()
  const [other, choose] = useState('')
  const [key] = useState(newKey)
  async function open(): Promise<void> {
    const query = { community: of.community, stage: 'open' as const, after: '' }
    const { items } = await whole(got(api.GET('/v1/incidents', { params: { query } })))
    load(items.filter(one => one.id !== of.id && one.drill === of.drill).map(one => ({ id: one.id, title: `${titled(one)} · ${one.subject}` })))
  }
  async function join(reason: string): Promise<void> {
    const path = { incident_id: of.id }
    await got(api.POST('/v1/incidents/{incident_id}/joins', { params: { path, header: once(`${key}${other.slice(0, 8)}`) }, body: { incident: other, reason } }))
    load(undefined)
    await again()
  }
  if (!others) return <Button onClick={open}>{t('ops.join')}</Button>
  if (!others.length) return <p class="meta">{t('ops.none-to-join')}</p>
  return (
    <>
      <Field id="other" label={t('ops.join-which')}>
        {control => (
          <select {...control} value={other} onChange={event => choose(event.currentTarget.value)}>
            <option value="">{t('form.pick')}</option>
            {others.map(one => <option key={one.id} value={one.id}>{one.title}</option>)}
          </select>
        )}
      </Field>
      {other && <Confirm title={t('ops.join-title')} action={t('ops.join-now')} reason done={join}><p>{t('ops.join-what')}</p></Confirm>}
    </>
  )
}
