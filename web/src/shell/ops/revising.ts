// What a person changes of something that others may change meanwhile: kept on this device as he
// types, saved over the version that he saw; of a clash he decides.

import { useState } from 'preact/hooks'
import { useDraft } from '../../lib/drafting.ts'
import { useClash, type Versioned } from './rosters/clash.tsx'

interface Edited<A> {
  changes: Partial<A>
  version: number | null // of what is being changed
}

export interface Revising<A, N> {
  changes: Partial<A>
  changed: boolean
  base: number | null // the version that his changes are of
  theirs: N | undefined // after a clash
  told: string
  tell: (words: string) => void
  set: (some: Partial<A>) => void
  over: () => Promise<void> // nothing is changed any more
  saved: (save: () => Promise<unknown>, words: string) => Promise<void>
}

export function useRevising<A extends object, N extends Versioned>(form: string, of: Versioned, again: () => unknown): Revising<A, N> {
  const none = (): Edited<A> => ({ changes: {}, version: null })
  const draft = useDraft<Edited<A>>(form, none)
  const { changes, version } = draft.value ?? none()
  const clash = useClash<N>()
  const [told, tell] = useState('')
  const base = version ?? of.version
  async function over(): Promise<void> {
    clash.over()
    draft.set(none())
    await draft.done()
    await again()
  }
  return {
    changes, base, told, tell, over,
    changed: Object.keys(changes).length > 0,
    theirs: clash.theirs,
    set: some => draft.set({ changes: { ...changes, ...some }, version: base }),
    async saved(save, words) {
      if (!(await clash.saving(save))) return
      await over()
      tell(words)
    },
  }
}
