// What the forms of the desk share: nothing is judged while one types; what is missing is told before
// anything is sent, and what the city finds wrong with a field is told at that field.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { useOnce } from '../lib/once.ts'
import { type Fault, Problem } from '../lib/problem.ts'
import { ErrorSummary, type Wrong } from './form.tsx'

/** A field, whether it cannot be sent as it is, and what is said then. */
export type Check = readonly [id: string, amiss: boolean, words: string]

export interface Form {
  key: string // for `once`: the same for as long as what is filled in
  summary: VNode
  fault: (id: string) => string | undefined
  sending: (checks: readonly Check[], send: () => Promise<unknown>) => Promise<boolean> // whether it was sent
}

/** `at`: of which field a fault of the API's is, or a refusal of the whole, which points to nothing;
 * what is of no field is told by the button. */
export function useForm(said: unknown, at?: (fault: Fault, of: Problem) => Wrong | undefined): Form {
  const [wrong, tell] = useState<Wrong[]>([])
  const [turn, press] = useState(0)
  function judge(found: Wrong[]): boolean {
    tell([...new Map(found.map(one => [one.id, one])).values()])
    press(before => before + 1)
    return !found.length
  }
  return {
    key: useOnce(JSON.stringify(said)),
    summary: <ErrorSummary of={wrong} turn={turn} />,
    fault: id => wrong.find(one => one.id === id)?.words,
    async sending(checks, send) {
      if (!judge(checks.filter(([, amiss]) => amiss).map(([id, , words]) => ({ id, words })))) return false
      try {
        await send()
        return true
      } catch (error) {
        if (!(error instanceof Problem) || !at) throw error
        const faults = error.faults.length ? error.faults : [{ pointer: '', code: error.code }]
        if (judge(faults.flatMap(one => at(one, error) ?? []))) throw error
        return false
      }
    },
  }
}
