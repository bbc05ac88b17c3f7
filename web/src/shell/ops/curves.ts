// What an asset's history tells of its measures, and the last values, with their limits.

import type { Limit, Past } from './types.ts'

interface Now {
  kind: string
  latest: Record<string, readonly (string | number | boolean)[]>
}
export interface Curve {
  measure: string
  unit: string
  readings: { at: string; value: number | null }[]
  limits: Limit[]
}

export function curves(asset: Now, history: readonly Past[], limits: readonly Limit[]): Curve[] {
  const found = new Map<string, Curve['readings']>()
  const put = (measure: string, at: string, value: number): void => {
    found.set(measure, [...(found.get(measure) ?? []), { at, value }])
  }
  for (const one of history) if (one.measure && one.value != null) put(one.measure, one.at, one.value)
  for (const [measure, [at, value]] of Object.entries(asset.latest)) put(measure, String(at), Number(value))
  return [...found].map(([measure, readings]) => {
    const own = limits.filter(one => one.kind === asset.kind && one.measure === measure.split(/[#@]/)[0])
    return { measure, unit: own[0]?.unit ?? '', readings, limits: own }
  })
}
