// What differs between two versions of a kind, in words.

import { t } from '../../../../lib/i18n.ts'
import type { Kind } from '../types.ts'

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

export function changes(before: Kind, after: Kind): string[] {
  const rules = (kind: Kind) => new Map(kind.rules.map(one => [one.id, one]))
  const [was, is] = [rules(before), rules(after)]
  const told = [
    ...[...is.keys()].filter(id => !was.has(id)).map(rule => t('rule.change.added', { rule })),
    ...[...was.keys()].filter(id => !is.has(id)).map(rule => t('rule.change.removed', { rule })),
    ...[...is].filter(([id, one]) => was.has(id) && !same(was.get(id), one)).map(([rule]) => t('rule.change.altered', { rule })),
    ...(['name', 'every_seconds', 'silent_after', 'bearers', 'measures', 'commands', 'leased', 'safety', 'personal', 'sensitive', 'article'] as const)
      .filter(field => !same(before[field], after[field])).map(field => t('rule.change.field', { field: t(`rule.field.${field}`) })),
  ]
  return told.length ? told : [t('rule.change.none')]
}
