// What is sent once, however often one presses.

import { useMemo } from 'preact/hooks'
import { newKey } from './api.ts'

/** A key for what is sent once; another when what it is about has changed. */
export const useOnce = (about: string): string => useMemo(newKey, [about])
