// A plan or a patrol, as both are walked.

import type { PatrolNow, Plan } from '../types.ts'

export interface Walk {
  plan: string
  version?: number | undefined // of a plan: so that a patrol begun off line is of the route shown here
  title: string
  row: string
  route: readonly string[]
  state: 'planned' | 'walking' | 'ended'
  checked: Readonly<Record<string, string>>
  checks: PatrolNow['checks']
}

export const ofPatrol = (one: PatrolNow): Walk =>
  ({ plan: one.plan_id, title: one.title, row: one.row, route: one.route, state: one.state ?? 'walking', checked: one.checked ?? {}, checks: one.checks })

export const ofPlan = (one: Plan): Walk =>
  ({ plan: one.id, version: one.version ?? undefined, title: one.title, row: one.row, route: one.route, state: 'planned', checked: {}, checks: [] })
