/** Judges answers by the subset of JSON Schema 2020-12 that forms are written in.
 *
 * Keywords outside the subset are told by `unknown`, for whoever writes a form; here they would
 * quietly allow anything. The code of an error is the keyword that it breaks, its pointer is where.
 * test/vectors/validate.json is the contract that every other judge of forms shares.
 */

export type Schema = { readonly [keyword: string]: any }
export type Fault = { pointer: string; code: string; params: Record<string, unknown> }

const SAYING = '$schema $id $comment title description default examples'.split(' ')
const KNOWN = `type enum const oneOf allOf if then else format pattern minLength maxLength minimum maximum
  exclusiveMinimum exclusiveMaximum minItems maxItems uniqueItems items properties required
  additionalProperties`.split(/\s+/)

/** In the order of the schema, which is the order of the page. */
export function validate(schema: Schema, value: unknown, pointer = ''): Fault[] {
  if (schema.type !== undefined && !is(schema.type, value)) {
    return [{ pointer, code: 'type', params: { expected: schema.type } }]
  }
  const allowed = choices(schema)
  if (allowed && !allowed.some((one) => same(one, value))) {
    return [{ pointer, code: 'enum', params: { allowed } }]
  }
  return [
    ...(typeof value === 'string' ? ofText(schema, value, pointer) : []),
    ...(typeof value === 'number' ? ofNumber(schema, value, pointer) : []),
    ...(Array.isArray(value) ? ofList(schema, value, pointer) : []),
    ...(is('object', value) ? ofObject(schema, value as Record<string, unknown>, pointer) : []),
    ...branches(schema, value).flatMap((branch) => validate(branch, value, pointer)),
  ]
}

/** The schemas that hold as well, as things stand: of `allOf`, and of the met `if`. */
export function branches(schema: Schema, value: unknown): Schema[] {
  const found: Schema[] = [...(schema.allOf ?? [])]
  if (schema.if !== undefined) {
    found.push((validate(schema.if, value).length ? schema.else : schema.then) ?? {})
  }
  return found
}

/** What may be chosen, if it is a choice. */
export function choices(schema: Schema): unknown[] | null {
  if (schema.const !== undefined) return [schema.const]
  if (schema.enum) return schema.enum
  return schema.oneOf ? schema.oneOf.map((one: Schema) => one.const) : null
}

/** Where the schema says what this judge does not know. */
export function unknown(schema: Schema, at = ''): string[] {
  const inside = (key: string, one: unknown): string[] => unknown(one as Schema, `${at}/${key}`)
  return Object.entries(schema).flatMap(([key, one]) => {
    if (key.startsWith('x-') || SAYING.includes(key)) return []
    if (['items', 'if', 'then', 'else'].includes(key)) return inside(key, one)
    const strange = !KNOWN.includes(key) || (key === 'format' && one !== 'date') ||
      (key === 'additionalProperties' && typeof one !== 'boolean') ||
      (key === 'oneOf' && !one.every((each: Schema) => 'const' in each))
    if (strange) return [`${at}/${key}`]
    const nested = ['properties', 'allOf'].includes(key) ? Object.entries(one as Schema) : []
    return nested.flatMap(([name, each]) => inside(`${key}/${escape(name)}`, each))
  })
}

export function escape(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1')
}

function is(type: string | string[], value: unknown): boolean {
  if (Array.isArray(type)) return type.some((one) => is(one, value))
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'number') return Number.isFinite(value)
  if (value === null || Array.isArray(value)) return type === (value ? 'array' : 'null')
  return typeof value === type
}

function ofText(schema: Schema, value: string, pointer: string): Fault[] {
  const length = [...value].length // characters as people count them, not UTF-16 units
  const wrong = limits(pointer, [
    ['minLength', schema.minLength, length < schema.minLength],
    ['maxLength', schema.maxLength, length > schema.maxLength],
  ])
  if (wrong.length) return wrong
  const { pattern, format } = schema
  return limits(pointer, [
    ['pattern', pattern, pattern !== undefined && !new RegExp(pattern, 'u').test(value)],
    ['format', format, format === 'date' && !isDate(value)],
  ]).slice(0, 1)
}

function ofNumber(schema: Schema, value: number, pointer: string): Fault[] {
  return limits(pointer, [
    ['minimum', schema.minimum, value < schema.minimum],
    ['maximum', schema.maximum, value > schema.maximum],
    ['exclusiveMinimum', schema.exclusiveMinimum, value <= schema.exclusiveMinimum],
    ['exclusiveMaximum', schema.exclusiveMaximum, value >= schema.exclusiveMaximum],
  ])
}

function ofList(schema: Schema, value: unknown[], pointer: string): Fault[] {
  const twice = value.some((one, at) => value.slice(0, at).some((before) => same(before, one)))
  const items = schema.items
  return [
    ...limits(pointer, [
      ['minItems', schema.minItems, value.length < schema.minItems],
      ['maxItems', schema.maxItems, value.length > schema.maxItems],
      ['uniqueItems', schema.uniqueItems, schema.uniqueItems === true && twice],
    ]),
    ...(items ? value.flatMap((one, at) => validate(items, one, `${pointer}/${at}`)) : []),
  ]
}

function ofObject(schema: Schema, value: Record<string, unknown>, pointer: string): Fault[] {
  const named: Record<string, Schema> = schema.properties ?? {}
  const required: string[] = schema.required ?? []
  const closed = schema.additionalProperties === false
  const names = new Set([...Object.keys(named), ...required, ...(closed ? Object.keys(value) : [])])
  return [...names].flatMap((name) => {
    const [at, known] = [`${pointer}/${escape(name)}`, has(named, name)]
    if (has(value, name) && known) return validate(named[name]!, value[name], at)
    if (has(value, name)) return closed ? [{ pointer: at, code: 'additionalProperties', params: {} }] : []
    return required.includes(name) ? [{ pointer: at, code: 'required', params: {} }] : []
  })
}

function limits(pointer: string, rules: [string, unknown, boolean][]): Fault[] {
  return rules
    .filter(([, limit, broken]) => limit !== undefined && broken)
    .map(([code, limit]) => ({ pointer, code, params: { limit } }))
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function same(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [left, right] = [Object.entries(one), new Map(Object.entries(other))]
  return left.length === right.size && left.every(([key, value]) => same(value, right.get(key)))
}

function has(object: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, name) // not what every object has
}
