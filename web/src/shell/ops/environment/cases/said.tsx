// How a case stands and what it measured, in words.

import type { VNode } from 'preact'
import { language, t } from '../../../../lib/i18n.ts'
import { measure } from '../../../../lib/quantities.ts'
import { Tag } from '../../../../ui/base.tsx'
import type { Case, Known } from '../types.ts'

type Held = Pick<Case, 'key' | 'measure'>

/** With the unit of the station's measure, where it is known; levels of noise have but one. */
export function valued(of: Held, value: number | null, known: readonly Known[] = []): string {
  if (value === null) return t('case.not-known')
  const found = known.find(one => one.id === of.measure)
  const noise = of.key === 'leq' || of.key === 'lmax'
  return measure(value, found?.unit ?? (noise ? 'dB(A)' : ''), found?.digits ?? 2)
}

/** What is measured well again is not over as long as its incident is open. */
export function Standing({ of }: { of: Case }): VNode {
  if (of.ended) return <>{of.ended === 'withdrawn' ? <Tag>{t('case.withdrawn')}</Tag> : <Tag>{t('case.ended')}</Tag>} {of.reason?.[language.value]}</>
  return of.cleared_at ? <Tag kind="ok">{t('case.cleared-open')}</Tag> : <Tag kind="warning">{t('case.exceeded')}</Tag>
}
