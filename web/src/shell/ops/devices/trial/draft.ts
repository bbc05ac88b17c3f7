// A rule as people write it: texts and minutes; and as it is tried. Pure.

import type { Schemas, Whole } from '../../../../lib/api.ts'
import type { Kind } from '../types.ts'
import { type Leaf, type Rule, whenOf, type When } from '../rules/told.ts'
import type { Takes } from '../../types.ts'

export type Sent = Takes<'/v1/devices/{device_id}/trials', 'post'>['rule']
export type Tried = Whole<Schemas['Tried']>
export type By = 'threshold' | 'change' | 'absence'
export const COMPARES = ['ge', 'gt', 'le', 'lt', 'eq'] as const
export const DIRECTIONS = ['rise', 'fall', 'either'] as const
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const

export interface StepDraft {
  kept: When | null // a condition of several, which the form leaves as it is
  level: number
  by: By
  measure: string // none: anything, of an absence
  compare: (typeof COMPARES)[number]
  value: string
  clear: string
  direction: (typeof DIRECTIONS)[number]
  within: string // minutes
  after: string // minutes
  off: string // minutes
  clears: boolean
  raises: 'hazard' | 'incident'
  priority: (typeof PRIORITIES)[number]
  category: string
  hours: string // until it is to be settled
}

export interface Draft {
  of: string // the rule that it began with, or 'new'
  id: string
  article: string
  mark: string
  begins: string // of its hours; none: all day
  ends: string
  days: number[]
  holds: string // minutes
  times: string
  flap: string // minutes
  calm: string // minutes
  steps: StepDraft[]
}

export interface Fault { field: string; code: 'missing' | 'number' | 'positive' | 'calm' | 'code' | 'too-long' }
const WEEK = 10_080 // minutes
const DAY = 1440
const ALL = [0, 1, 2, 3, 4, 5, 6]
const DONE = { kept: null, by: 'threshold', compare: 'ge', value: '', clear: '', direction: 'rise', within: '60', after: '', off: '', clears: true, raises: 'hazard', priority: 'P4', hours: '' } as const

const minutes = (seconds: number | null): string => (seconds ? String(seconds / 60) : '')

export function stepOf(kind: Kind, level = 1): StepDraft {
  return { ...DONE, level, measure: kind.measures[0]?.measure ?? '', category: kind.rules[0]?.steps[0]?.category ?? 'A4' }
}

export function fresh(kind: Kind): Draft {
  return { of: 'new', id: `${kind.prefix}-1`, article: 'local', mark: 'U', begins: '', ends: '', days: ALL, holds: '', times: '', flap: '', calm: '', steps: [stepOf(kind)] }
}

/** Of a rule that there is; what it does not say is empty. */
export function draftOf(rule: Rule): Draft {
  const { hours, flaps } = rule
  return {
    of: rule.id, id: rule.id, article: rule.article, mark: rule.mark, begins: hours?.begins.slice(0, 5) ?? '', ends: hours?.ends.slice(0, 5) ?? '', days: hours?.days ?? ALL, holds: minutes(rule.holds_seconds),
    times: flaps ? String(flaps.times) : '', flap: minutes(flaps?.within_seconds ?? null), calm: minutes(flaps?.calm_seconds ?? null),
    steps: rule.steps.map(step => ({
      ...DONE, ...leafOf(whenOf(step)), level: step.level, after: minutes(step.after_seconds), off: minutes(step.off_seconds), clears: step.clears,
      raises: step.raises === 'incident' ? 'incident' : 'hazard', priority: step.priority, category: step.category, hours: step.within_hours ? String(step.within_hours) : '',
    })),
  }
}

function leafOf(when: When): Pick<StepDraft, 'kept' | 'measure'> & Partial<StepDraft> {
  if (when.by === 'threshold') return { kept: null, by: when.by, measure: when.measure, compare: when.compare, value: String(when.value), clear: when.clear === null ? '' : String(when.clear) }
  if (when.by === 'change') return { kept: null, by: when.by, measure: when.measure, direction: when.direction, value: String(when.value), within: minutes(when.within_seconds) }
  if (when.by === 'absence') return { kept: null, by: when.by, measure: when.measure ?? '', within: minutes(when.within_seconds) }
  return { kept: when, measure: '' }
}

/** As it is tried and enabled, from that day on; or what is still wrong with it, by field. */
export function ruleOf(draft: Draft, kind: Kind, day: string): { rule: Sent | null; faults: Fault[] } {
  const faults: Fault[] = []
  const told = (field: string, code: Fault['code']): void => void faults.push({ field, code })
  const read = (field: string, text: string, most: number, needed = false): number | null => {
    if (!text.trim()) return needed ? (told(field, 'missing'), null) : null
    const number = Number(text)
    if (!Number.isFinite(number)) return told(field, 'number'), null
    if (number <= 0 && (needed || number < 0)) return told(field, 'positive'), null
    if (number > most) return told(field, 'too-long'), null
    return number
  }
  if (!/^\S(.{0,62}\S)?$/.test(draft.id)) told('id', draft.id.trim() ? 'code' : 'missing')
  if (!draft.article.trim()) told('article', 'missing')
  if (Boolean(draft.begins) !== Boolean(draft.ends)) told(draft.begins ? 'ends' : 'begins', 'missing')
  if (draft.begins && !draft.days.length) told('days', 'missing')
  const holds = read('holds', draft.holds, WEEK)
  const flapping = [draft.times, draft.flap, draft.calm].some(one => one.trim())
  const [times, flap, calm] = [read('times', draft.times, 100, flapping), read('flap', draft.flap, WEEK, flapping), read('calm', draft.calm, WEEK, flapping)]
  const steps = draft.steps.map((step, n) => {
    const at = (field: string): string => `step-${n}-${field}`
    const when = step.kept ?? leaf(step, kind, at, told, read)
    const [after, off, hours] = [read(at('after'), step.after, WEEK), read(at('off'), step.off, WEEK), read(at('hours'), step.hours, 100_000)]
    if (!step.category) told(at('category'), 'missing')
    return { level: step.level, when, after_seconds: (after ?? 0) * 60, off_seconds: (off ?? 0) * 60, clears: step.clears, raises: step.raises, priority: step.priority, category: step.category, within_hours: hours || null }
  })
  if (faults.length) return { rule: null, faults }
  const rule = {
    id: draft.id, kind: kind.id, effective_from: day, effective_to: null, article: draft.article.trim(), mark: draft.mark || 'U', steps,
    hours: draft.begins ? { begins: draft.begins, ends: draft.ends, days: draft.days } : null, holds_seconds: holds ? holds * 60 : null,
    flaps: flapping ? { times, within_seconds: (flap ?? 0) * 60, calm_seconds: (calm ?? 0) * 60 } : null,
  }
  return { rule: rule as Sent, faults: [] }
}

type Told = (field: string, code: Fault['code']) => void
type Read = (field: string, text: string, most: number, needed?: boolean) => number | null

function leaf(step: StepDraft, kind: Kind, at: (field: string) => string, told: Told, read: Read): Leaf | null {
  const unit = kind.measures.find(one => one.measure === step.measure)?.unit
  if (step.by === 'absence') return { by: 'absence', measure: step.measure || null, within_seconds: (read(at('within'), step.within, WEEK, true) ?? 0) * 60 }
  if (unit === undefined) return told(at('measure'), 'missing'), null
  if (step.by === 'change') {
    const [value, within] = [read(at('value'), step.value, Infinity, true), read(at('within'), step.within, DAY, true)]
    return { by: 'change', measure: step.measure, direction: step.direction, value: value ?? 0, unit, within_seconds: (within ?? 0) * 60 }
  }
  const [value, clear] = [numberOf(step.value), numberOf(step.clear)]
  if (!step.value.trim()) told(at('value'), 'missing')
  else if (value === null) told(at('value'), 'number')
  if (step.clear.trim() && clear === null) told(at('clear'), 'number')
  if (value !== null && clear !== null && !isCalm(step.compare, value, clear)) told(at('clear'), 'calm')
  return { by: 'threshold', measure: step.measure, compare: step.compare, value: value ?? 0, unit, clear }
}

const numberOf = (text: string): number | null => (text.trim() && Number.isFinite(Number(text)) ? Number(text) : null)

/** An alarm ends behind its limit, seen from where all is well. */
function isCalm(compare: StepDraft['compare'], value: number, clear: number): boolean {
  if (compare === 'eq') return false
  return compare.startsWith('g') ? clear <= value : clear >= value
}
