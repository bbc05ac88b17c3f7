// Duties of upkeep as rows: when, what, by which source, and what came of it when it was late.

import type { VNode } from 'preact'
import { date } from '../../../lib/fmt.ts'
import { how, language, t } from '../../../lib/i18n.ts'
import { cited } from '../../../lib/noted.ts'
import { type Column, Table, Tag } from '../../../ui/base.tsx'
import type { Gives } from '../types.ts'
import { within } from '../watcher.tsx'
import { coded } from '../words.ts'

export type Duty = Gives<'/v1/facilities/upkeep'>['items'][number]
const LOOK = { overdue: 'error', 'due-soon': 'warning', planned: 'plain' } as const

export function DutiesOf({ rows, caption, named }: { rows: Duty[]; caption: string; named?: boolean }): VNode {
  const asset: Column<Duty> = { title: t('ops.asset'), cell: one => <><a href={within(`/ops/assets/${one.asset_id}`)}>{one.name}</a> <span class="meta">{coded('kind', one.kind)} · {one.asset_id}</span></> }
  return (
    <Table caption={caption} rows={rows} id={one => one.id} columns={[
      { title: t('ops.due-on'), cell: one => (one.due_on ? date(one.due_on, how()) : '—') },
      { title: t('ops.state-of'), cell: one => <>{one.idle ? <Tag>{t('ops.idle')}</Tag> : <Tag kind={LOOK[one.stage]}>{t(`ops.upkeep-stage.${one.stage}`)}</Tag>}{one.hazard_id && <> <a href={within(`/ops/hazards/${one.hazard_id}`)}>{t('ops.hazard')}</a></>}</> },
      { title: t('ops.to-do'), cell: one => <>{one[language.value]} <span class="meta">{often(one)}</span></> },
      ...(named ? [asset] : []),
      { title: t('ops.last-done'), cell: one => (one.last_done ? <>{date(one.last_done, how())} <span class="meta">{one.done_by}</span></> : t('ops.never-done')) },
      { title: t('ops.article'), cell: one => <span class="meta">{cited(one.article)}{!one.verified && ` (${t('ops.unverified')})`}</span> },
    ]} />
  )
}

function often({ every }: Duty): string {
  if (!every) return ''
  return every.months ? t('ops.every-months', { count: every.months }) : t('ops.every-days', { count: every.days ?? 0 })
}
