// Whom a fall was asked of, until when, and what was answered. Who they are is not told here.

import type { VNode } from 'preact'
import { t } from '../../../../lib/i18n.ts'
import { Timeline } from '../../../../ui/base.tsx'
import { Left } from './left.tsx'
import { until } from './order.ts'
import type { Sighting } from '../types.ts'

export function Answers({ of }: { of: Sighting }): VNode | null {
  if (of.kind !== 'fall') return null
  const last = of.asked.length - 1
  const asked = of.asked.map((one, n) => ({
    id: `asked-${n}`, at: one.at, what: one.people ? t(`sight.asked.${one.whom}`, { count: one.people }) : t('sight.asked.no-one'),
    more: n === last && until(of) ? <Left until={one.until} /> : undefined,
  }))
  const answers = of.answers.map((one, n) => ({
    id: `said-${n}`, at: one.at, what: t(one.said === 'help' ? 'sight.said.help' : one.fell ? 'sight.said.well-fell' : 'sight.said.well'), by: t(`sight.by.${one.channel}`),
  }))
  const all = [...asked, ...answers].sort((one, other) => one.at.localeCompare(other.at))
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{t('sight.asked')}</h2>
      {all.length ? <Timeline label={t('sight.asked')} of={all} /> : <p class="meta">{t('sight.nobody-asked')}</p>}
    </section>
  )
}
