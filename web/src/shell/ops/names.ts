// Names of staff, as answers give them beside the ids: kept while the page is open, and nowhere else.

import { signal } from '@preact/signals'

const known = signal<Record<string, string>>({})

/** The answer, once the names that it brings are known. */
export function learn<T>(answer: T): T {
  const found = namesIn(answer)
  const fresh = Object.entries(found).some(([id, name]) => known.peek()[id] !== name)
  if (fresh) known.value = { ...known.peek(), ...found }
  return answer
}

function namesIn(answer: unknown): Record<string, string> {
  const names = (answer as { names?: unknown } | null)?.names
  if (!names || typeof names !== 'object') return {}
  return Object.fromEntries(Object.entries(names).filter((one): one is [string, string] => typeof one[1] === 'string' && one[1] !== ''))
}

export const nameOf = (id: string): string | undefined => known.value[id]
