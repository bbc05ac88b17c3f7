// One incident of the duty list, and the one act that it may need here: to take it.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { Button, Clock, Grade, Tag, When } from '../../../ui/base.tsx'
import { isMineToTake } from '../order.ts'
import type { Incident } from '../types.ts'
import { titled, who } from '../words.ts'

interface Props {
  of: Incident
  me: string | undefined
  again: () => unknown
  picked: boolean | null // null: cannot be picked
  toggle: () => void
}

export function One({ of, me, again, picked, toggle }: Props): VNode {
  const title = titled(of)
  return (
    <tr data-id={of.id} class={of.drill ? 'drill' : ''}>
      <td data-title={t('ops.deadline')}><Clock until={of.deadline} /></td>
      <td data-title={t('ops.priority')}>
        <Tag kind={of.priority === 'P1' ? 'error' : of.priority === 'P2' ? 'warning' : 'plain'}>{of.priority}</Tag> {of.grade && <Grade of={of.grade} brief />}
      </td>
      <td data-title={t('ops.what')}>
        <a class="row" href={`/ops/e/${of.id}`}>{title}</a>
        <div class="meta">
          {of.subject}{of.address && ` · ${of.address}`} · <When at={of.raised_at} />
          {of.joined > 0 && <> · {t('ops.joined', { count: of.joined })}</>}
        </div>
      </td>
      <td data-title={t('ops.stage')}>
        {word('stage', of.stage)} {of.stuck && <Tag kind="warning">{t('ops.stuck')}</Tag>} {of.overdue && <Tag kind="error">{t('ops.overdue')}</Tag>}
      </td>
      <td data-title={t('ops.assignee')}>{who(of.assignee, me)}</td>
      <td data-title={t('ops.act')}><div class="doing">
        {isMineToTake(of, me) && <Take of={of} title={title} again={again} />}
        {picked !== null && (
          <label class="choice"><input type="checkbox" checked={picked} onChange={toggle} aria-label={t('ops.pick', { title })} /></label>
        )}
      </div></td>
    </tr>
  )
}

export function Take({ of, title, again }: { of: Incident; title: string; again: () => unknown }): VNode {
  const [key] = useState(newKey)
  async function take(): Promise<void> {
    const path = { incident_id: of.id }
    await got(api.POST('/v1/incidents/{incident_id}/acknowledgements', { params: { path, header: once(`${key}-${of.level}`) }, body: { level: of.level } }))
    await again()
  }
  return <Button kind="main" onClick={take} label={t('ops.take-what', { title })}>{t('ops.take')}</Button>
}
