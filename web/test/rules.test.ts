import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { learning, speak } from '../src/lib/i18n.ts'
import { changes } from '../src/shell/ops/devices/kinds/changes.ts'
import { withRules } from '../src/shell/ops/devices/kinds/revise.ts'
import { condition, isRead, lines, measuresOf, type Rule, sentences, remarks } from '../src/shell/ops/devices/rules/told.ts'
import { draftOf, fresh, ruleOf } from '../src/shell/ops/devices/trial/draft.ts'
import { stepFor } from '../src/shell/ops/devices/trial/past.ts'
import type { Kind } from '../src/shell/ops/devices/types.ts'

before(async () => {
  await speak('en')
  await learning('rules', Promise.resolve())
})

const gauge = (measure: string, en: string, unit: string) => ({ measure, name: { zh: measure, en }, unit, least: 0, most: 20, precision: 0.1, ngsi: null })
const step = (when: unknown, more: object = {}) => ({ level: 1, when, after_seconds: 0, off_seconds: 0, clears: true, raises: 'hazard', priority: 'P4', category: 'A7', within_hours: null, ...more })
const rule = (steps: unknown[], more: object = {}): Rule =>
  ({ id: 'PD-1', kind: 'pond', effective_from: '2020-01-01', effective_to: null, steps, hours: null, holds_seconds: null, flaps: null, article: 'local', mark: 'U', ...more }) as unknown as Rule
const low = { by: 'threshold', measure: 'oxygen', compare: 'lt', value: 3, clear: 4, unit: 'mg/L' }
const leap = { by: 'change', measure: 'oxygen', direction: 'fall', value: 2, unit: 'mg/L', within_seconds: 3600 }
const still = { by: 'absence', measure: null, within_seconds: 7200 }
const kind = {
  id: 'pond', version: 1, own: true, owner: 'devices', heard_by: [], name: { zh: '水池', en: 'Pond' }, prefix: 'PD', every_seconds: 3600, silent_after: 3, bearers: ['lora'], measures: [gauge('oxygen', 'Oxygen', 'mg/L'), gauge('count', 'Fish', '1')],
  commands: [], leased: false, safety: false, personal: false, sensitive: false, rules: [rule([step(low)])], smart_data_model: null, article: 'local', mark: 'U',
} as unknown as Kind

test('a condition is told in the words of its kind', () => {
  assert.equal(condition(low as never, kind), 'Oxygen < 3 mg/L')
  assert.equal(condition(leap as never, kind), 'Oxygen falls by 2 mg/L within 1 h')
  assert.equal(condition(still as never, kind), 'anything not measured for 2 h')
  assert.equal(condition({ by: 'any', of: [low, still] } as never, kind), 'Oxygen < 3 mg/L or anything not measured for 2 h')
})

test('when it begins and ends is told, and who ends it', () => {
  const of = (more: object) => sentences(step(low, more) as never, kind)
  assert.deepEqual(of({ after_seconds: 600 }), ['Oxygen < 3 mg/L for 10 min', 'ends behind Oxygen 4 mg/L'])
  assert.deepEqual(of({ off_seconds: 60 }), ['Oxygen < 3 mg/L', 'ends behind Oxygen 4 mg/L', 'ends once normal for 1 min'])
  assert.deepEqual(of({ clears: false }), ['Oxygen < 3 mg/L', 'people have to end it'])
})

test('hours, gaps and flapping are remarks', () => {
  const all = remarks(rule([step(low)], { hours: { begins: '02:00:00', ends: '05:00:00', days: [0, 6] }, holds_seconds: 3600, flaps: { times: 3, within_seconds: 3600, calm_seconds: 900 } }))
  assert.deepEqual(all, ['Only from 02:00 to 05:00 Mon Sun', 'A reading speaks for 1 h', '3 alarms within 1 h are one that flaps, until it is calm for 15 min'])
})

test('limits are lines of their own measure alone', () => {
  const of = rule([step(low), step({ by: 'any', of: [low, { ...low, measure: 'count', value: 9, unit: '1' }] }, { level: 2 })])
  assert.deepEqual(lines(of, 'oxygen').map(one => one.value), [3, 3])
  assert.deepEqual(lines(of, 'count').map(one => one.title), ['level 2 <'])
  assert.deepEqual(measuresOf(of), ['oxygen', 'count'])
})

test('only what was read in its source is verified', () => {
  assert.deepEqual(['C', 'C0', 'C0/K', 'K', 'U'].map(isRead), [true, true, false, false, false])
})

test('a rule goes into the form and comes out as it was', () => {
  const of = rule(
    [step(low, { after_seconds: 600 }), step(leap, { level: 2, raises: 'incident', clears: false }), step({ by: 'all', of: [low, still] }, { level: 4, within_hours: 24 })],
    { hours: { begins: '02:00', ends: '05:00', days: [0, 6] }, holds_seconds: 5400, flaps: { times: 3, within_seconds: 3600, calm_seconds: 90 } },
  )
  assert.deepEqual(ruleOf(draftOf(of), kind, '2020-01-01'), { rule: of, faults: [] })
})

test('a new rule lacks its value, and says so by its field', () => {
  assert.deepEqual(ruleOf(fresh(kind), kind, '2026-03-05').faults, [{ field: 'step-0-value', code: 'missing' }])
})

test('what cannot be is told before it is sent', () => {
  const draft = (more: object, others: object = {}) => {
    const one = draftOf(rule([step(low)]))
    return ruleOf({ ...one, ...others, steps: one.steps.map(each => ({ ...each, ...more })) }, kind, '2026-03-05').faults.map(each => [each.field, each.code])
  }
  assert.deepEqual(draft({ clear: '2' }), [['step-0-clear', 'calm']])
  assert.deepEqual(draft({ compare: 'eq' }), [['step-0-clear', 'calm']])
  assert.deepEqual(draft({ value: 'much' }), [['step-0-value', 'number']])
  assert.deepEqual(draft({ after: '-1' }), [['step-0-after', 'positive']])
  assert.deepEqual(draft({ by: 'absence', within: '' }), [['step-0-within', 'missing']])
  assert.deepEqual(draft({ by: 'change', within: '1441' }), [['step-0-within', 'too-long']])
  assert.deepEqual(draft({}, { id: ' ' }), [['id', 'missing']])
  assert.deepEqual(draft({}, { begins: '02:00' }), [['ends', 'missing']])
  assert.deepEqual(draft({}, { times: '3' }), [['flap', 'missing'], ['calm', 'missing']])
})

test('a negative value is a value', () => {
  const one = draftOf(rule([step({ ...low, value: -5, clear: 0 })]))
  assert.deepEqual(ruleOf(one, kind, '2026-03-05').faults, [])
})

test('a curve has as fine a step as can be shown', () => {
  const span = (days: number, every: number) => stepFor('2026-03-01T00:00:00Z', new Date(Date.UTC(2026, 2, 1 + days)).toISOString(), every)
  assert.deepEqual([span(7, 3600), span(1, 5), span(7, 60), span(7, 1800), span(31, 60)], ['raw', '1min', '15min', 'raw', '1h'])
})

test('what differs between two versions is told, and nothing where nothing does', () => {
  const other = { ...kind, every_seconds: 60, rules: [rule([step(low)], { id: 'PD-2' })] } as unknown as Kind
  assert.deepEqual(changes(kind, other), ['rule PD-2 is added', 'rule PD-1 is removed', 'how often it speaks altered'])
  assert.deepEqual(changes(kind, kind), ['nothing'])
  assert.deepEqual(changes(kind, { ...kind, rules: [rule([step(leap)])] } as unknown as Kind), ['rule PD-1 is altered'])
})

test('of a kind only its rules change', () => {
  const sent = withRules(kind, [])
  assert.deepEqual(sent.rules, [])
  assert.equal(sent.prefix, 'PD')
  assert.equal('owner' in sent || 'id' in sent || 'own' in sent || 'version' in sent, false)
})
