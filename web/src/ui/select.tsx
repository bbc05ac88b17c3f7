// One of a few, in a field.

import type { VNode } from 'preact'
import type { Control } from './form.tsx'

interface SelectProps<T> {
  control: Control
  of: readonly T[]
  value: T
  word: (one: T) => string // what it is called
  set: (one: T) => void
}

export function Select<T extends string | number>({ control, of, value, word, set }: SelectProps<T>): VNode {
  const choose = (chosen: string): void => of.filter(one => String(one) === chosen).forEach(set)
  return (
    <select {...control} value={value} onChange={event => choose(event.currentTarget.value)}>
      {of.map(one => <option key={one} value={one}>{word(one)}</option>)}
    </select>
  )
}
