// What goes with a command, as its kind says and people type it. Pure.

import type { Kind } from '../types.ts'
import type { Value } from './values.ts'

export type Control = Kind['commands'][number]
export type Argument = NonNullable<Control['arguments']>[number]
export type Typed = Readonly<Record<string, string>>
export type Lack = 'missing' | 'type' | 'range'

/** What nobody filled in is not said; what is wrong is told by its argument. Where the kind does not say what goes with it, nothing does. */
export function argumentsOf(control: Control, typed: Typed): { values: Record<string, Value>; wrong: Record<string, Lack> } {
  const values: Record<string, Value> = {}
  const wrong: Record<string, Lack> = {}
  for (const one of control.arguments ?? []) {
    const text = (typed[one.argument] ?? '').trim()
    const value = text ? valueOf(one.type, text) : undefined
    const lack = text ? lackOf(one, value) : one.optional ? undefined : 'missing'
    if (lack) wrong[one.argument] = lack
    else if (value !== undefined) values[one.argument] = value
  }
  return { values, wrong }
}

function valueOf(type: Argument['type'], text: string): Value | undefined {
  if (type === 'string') return text
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  const number = Number(text)
  return Number.isFinite(number) && (type === 'number' || Number.isInteger(number)) ? number : undefined
}

function lackOf({ least, most }: Argument, value: Value | undefined): Lack | undefined {
  if (value === undefined) return 'type'
  const size = typeof value === 'string' ? [...value].length : Number(value)
  return (least !== null && size < least) || (most !== null && size > most) ? 'range' : undefined
}
