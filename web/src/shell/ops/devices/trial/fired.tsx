// What a rule would have told: how often, when and how bad, beside what was measured.

import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { span } from '../../../../lib/fmt.ts'
import { how, t } from '../../../../lib/i18n.ts'
import { measure as written, number } from '../../../../lib/quantities.ts'
import { Notice, Table, Tag, When } from '../../../../ui/base.tsx'
import { measureOf, unitOf } from '../rules/told.ts'
import type { Device, Kind } from '../types.ts'
import type { Sent, Tried } from './draft.ts'
import { Curves } from './curves.tsx'

type Would = Tried['alarms'][number]
interface Props { device: Device; kind: Kind; rule: Sent; tried: Tried }

export function Fired({ device, kind, rule, tried }: Props): VNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [tried])
  const levels = Object.entries(tried.levels).filter(([, count]) => count > 0)
  const spread = levels.map(([level, count]) => t('rule.at-level', { level, count })).join(' · ')
  return (
    <section aria-labelledby="fired">
      <h2 id="fired" tabIndex={-1} ref={heading}>{t('rule.fired')}</h2>
      <Notice kind={tried.fired ? 'warning' : 'ok'} title={t(tried.fired ? 'rule.would-have' : 'rule.would-not', { count: tried.fired })}>
        <p>
          <When at={tried.begins} /> – <When at={tried.until} /> · {t('rule.samples', { count: number(tried.samples) })}
          {tried.fired > 0 && <> · {spread} · {t('rule.open-for', { lasting: span(tried.open_seconds * 1000, how()) })}</>}
        </p>
        {!tried.samples && <p>{t('rule.nothing-measured')}</p>}
      </Notice>
      {tried.alarms.length > 0 && <Would rows={tried.alarms} kind={kind} />}
      {tried.left_off > 0 && <p class="meta">{t('rule.left-off', { count: tried.left_off })}</p>}
      <Curves device={device} kind={kind} rule={rule} tried={tried} />
    </section>
  )
}

function Would({ rows, kind }: { rows: Would[]; kind: Kind }): VNode {
  return (
    <div class="fired">
      <Table caption={t('rule.would-list', { count: rows.length })} rows={rows} id={one => one.onset} columns={[
        { title: t('rule.onset'), cell: one => <When at={one.onset} /> },
        { title: t('rule.end'), cell: one => (one.ended_at ? <When at={one.ended_at} /> : <Tag kind="warning">{t(one.cleared_at ? 'rule.cleared' : 'rule.is-open')}</Tag>) },
        { title: t('rule.worst'), end: true, cell: one => one.level },
        { title: t('rule.by-values'), cell: one => Object.entries(one.values).map(([measure, value]) => `${measureOf(kind, measure)} ${written(value, unitOf(kind, measure), 3)}`).join(' · ') || '—' },
        { title: t('rule.remark'), cell: one => <>{one.drill && <Tag>{t('ops.drill')}</Tag>} {one.flapping && <Tag kind="warning">{t('rule.flapping')}</Tag>}</> },
      ]} />
    </div>
  )
}
