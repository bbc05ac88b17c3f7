// What is wrong with a field of a rule, in words.

import { t } from '../../../../lib/i18n.ts'
import type { Fault } from './draft.ts'

export const faultOf = (faults: Fault[], field: string): string | undefined => {
  const code = faults.find(one => one.field === field)?.code
  return code && t(`rule.fault.${code}`)
}
