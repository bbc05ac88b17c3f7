// What a form's schema makes of a person's answers: pages, fields, values, and faults in words.
// Pure. Answers are kept as they were typed; what they mean is found when a page is handed in.
//
// `x-ui` of a field: group, order, hint, widget, source (who gave the answer that stands there),
// autocomplete, sensitive, faults (words of its own by code). Words are a text, or one by language.

import type { Lang } from './fmt.ts'
import { branches, type Fault, type Schema, validate } from './validate.ts'

export type Answers = Record<string, unknown>
export type Words = string | Partial<Record<Lang, string>>
export interface Ui {
  group?: string
  order?: number
  hint?: Words
  widget?: string
  source?: Words
  autocomplete?: string
  sensitive?: boolean
  faults?: Record<string, Words>
  title?: Words
}
export interface Field {
  name: string
  pointer: string
  schema: Schema
  ui: Ui
  required: boolean
}
export interface Group {
  id: string
  title: Words
  fields: Field[]
}

const DEPTH = 5 // conditions that hang on conditions

/** The groups that are asked as things stand, in order: each is a page. */
export function groups(schema: Schema, answers: Answers): Group[] {
  const fields = asked(schema, values(schema, answers))
  const known: { id: string; title: Words }[] = schema['x-ui']?.groups ?? []
  const ids = new Set([...known.map(one => one.id), ...fields.map(groupOf)])
  const all = [...ids].map(id => {
    const title = known.find(one => one.id === id)?.title ?? schema.title ?? ''
    return { id, title, fields: fields.filter(field => groupOf(field) === id) }
  })
  return all.filter(group => group.fields.length)
}

/** The fields that apply to these values, those of met conditions among them, by their order. */
export function asked(schema: Schema, value: Answers, pointer = ''): Field[] {
  const found = new Map<string, Field>()
  for (const part of holding(schema, value)) {
    for (const [name, one] of Object.entries<Schema>(part.properties ?? {})) {
      const merged = { ...found.get(name)?.schema, ...one }
      const at = `${pointer}/${name}`
      found.set(name, { name, pointer: at, schema: merged, ui: merged['x-ui'] ?? {}, required: false })
    }
    for (const name of (part.required ?? []) as string[]) {
      const field = found.get(name)
      if (field) field.required = true
    }
  }
  const order = (field: Field): number => field.ui.order ?? 0
  return [...found.values()].sort((one, other) => order(one) - order(other))
}

function holding(schema: Schema, value: unknown, depth = DEPTH): Schema[] {
  const more = depth ? branches(schema, value) : []
  return [schema, ...more.flatMap(branch => holding(branch, value, depth - 1))]
}

/** What is handed in: typed by the schema, without blanks and without what is not asked any more. */
export function values(schema: Schema, answers: Answers): Answers {
  let found: Answers = {}
  for (let round = 0; round < DEPTH; round += 1) {
    const fields = asked(schema, found)
    const pairs = fields.map(({ name, schema: one }) => [name, value(one, answers[name])] as const)
    const now = Object.fromEntries(pairs.filter(([, each]) => each !== undefined))
    if (JSON.stringify(now) === JSON.stringify(found)) break
    found = now
  }
  return found
}

function value(schema: Schema, typed: unknown): unknown {
  if (typed === undefined || typed === null) return undefined
  if (Array.isArray(typed)) {
    const items = typed.map(one => value(schema.items ?? {}, one) ?? (isAnswers(one) ? {} : undefined))
    return items.length ? items.filter(one => one !== undefined) : undefined // in their places
  }
  if (typeof typed === 'object') {
    const inside = schema.properties ? values(schema, typed as Answers) : (typed as Answers)
    return Object.keys(inside).length ? inside : undefined
  }
  if (typeof typed !== 'string') return typed
  const text = typed.trim()
  if (text === '') return undefined
  return schema.type === 'integer' || schema.type === 'number' ? numeric(text) : text
}

/** As Chinese keyboards write it, too: full width, and with commas. What is none stays a text. */
function numeric(text: string): number | string {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text
}

/** Of one page, or of all: in the order in which they are asked. */
export function faults(schema: Schema, answers: Answers, group?: string): Fault[] {
  const found = validate(schema, values(schema, answers))
  return ordered(found, groups(schema, answers).filter(one => !group || one.id === group), !group)
}

function ordered(found: Fault[], pages: Group[], others: boolean): Fault[] {
  const fields = pages.flatMap(page => page.fields.map(field => field.pointer))
  const place = (fault: Fault): number => fields.findIndex(at => isAt(fault.pointer, at))
  const once = found.filter((one, n) => found.findIndex(before => before.pointer === one.pointer) === n)
  const here = once.filter(fault => others || place(fault) >= 0)
  return here.sort((one, other) => place(one) - place(other))
}

export function isAt(pointer: string, at: string): boolean {
  return pointer === at || pointer.startsWith(`${at}/`)
}

/** Where the API says that it is wrong, as a pointer into the answers. */
export function fromApi(found: readonly { pointer: string; code: string; params?: object }[], prefix = '/body'): Fault[] {
  return found.map(({ pointer, code, params }) => ({
    pointer: isAt(pointer, prefix) ? pointer.slice(prefix.length) : pointer,
    code: SAME[code] ?? code,
    params: { ...params },
  }))
}

const SAME: Record<string, string> = {
  missing: 'required', string_too_short: 'minLength', string_too_long: 'maxLength',
  string_pattern_mismatch: 'pattern', greater_than_equal: 'minimum', less_than_equal: 'maximum',
  greater_than: 'exclusiveMinimum', less_than: 'exclusiveMaximum', enum: 'enum', literal_error: 'enum',
  too_short: 'minItems', too_long: 'maxItems', extra_forbidden: 'additionalProperties',
  string_type: 'type', int_type: 'type', int_parsing: 'type', float_type: 'type', bool_type: 'type',
  date_parsing: 'format', date_from_datetime_parsing: 'format',
}

/** The field at a pointer, however deep. */
export function fieldAt(schema: Schema, answers: Answers, pointer: string): Field | undefined {
  let fields = asked(schema, values(schema, answers))
  let found: Field | undefined
  let inside: unknown = answers
  for (const part of pointer.split('/').slice(1)) {
    const item: Schema | undefined = found?.schema.items
    found = item
      ? { ...(found as Field), pointer: `${(found as Field).pointer}/${part}`, schema: item, ui: item['x-ui'] ?? {} }
      : fields.find(field => field.name === part)
    if (!found) return undefined
    inside = (inside as Answers | undefined)?.[part]
    fields = asked(found.schema, values(found.schema, isAnswers(inside) ? inside : {}), found.pointer)
  }
  return found
}

function isAnswers(one: unknown): one is Answers {
  return typeof one === 'object' && one !== null && !Array.isArray(one)
}

/** A copy with one answer changed; `undefined` takes an item off its list. */
export function changed(answers: Answers, pointer: string, to: unknown): Answers {
  return put(answers, pointer.split('/').slice(1), to) as Answers
}

function put(into: unknown, [name, ...rest]: string[], to: unknown): unknown {
  if (name === undefined) return to
  if (Array.isArray(into)) {
    const copy = [...into]
    if (!rest.length && to === undefined) copy.splice(Number(name), 1)
    else copy[Number(name)] = put(copy[Number(name)], rest, to)
    return copy
  }
  const before = (into ?? {}) as Answers
  return { ...before, [name]: put(before[name], rest, to) }
}

export function said(words: Words | undefined, lang: Lang): string {
  if (words === undefined || typeof words === 'string') return words ?? ''
  return words[lang] ?? words.zh ?? words.en ?? ''
}

export const titleOf = (field: Pick<Field, 'schema' | 'ui' | 'name'>, lang: Lang): string =>
  said(field.ui.title ?? field.schema.title, lang) || field.name

const groupOf = (field: Field): string => field.ui.group ?? 'main'
