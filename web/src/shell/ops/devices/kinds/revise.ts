// A kind as it is sent when its rules change: of the catalogue's all else must stay.

import type { Takes } from '../../types.ts'
import type { Kind } from '../types.ts'

type Revision = Takes<'/v1/devices/kinds/{kind_id}', 'put'>
type Rules = NonNullable<Revision['rules']>

export function withRules(kind: Kind, rules: readonly (Rules[number] | Kind['rules'][number])[]): Revision {
  const { name, prefix, every_seconds, silent_after, bearers, measures, commands, leased, safety, personal, sensitive, smart_data_model, article, mark } = kind
  return { name, prefix, every_seconds, silent_after, bearers, measures, commands, leased, safety, personal, sensitive, smart_data_model, article, mark, rules: rules as Rules }
}
