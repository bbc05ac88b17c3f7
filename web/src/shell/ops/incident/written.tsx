// An act that takes a text, fetched when it is shown: what keeps the words is much for a page that one
// mostly reads.

import { lazy } from '../../../lib/lazy.ts'
import type { Writes } from './writing.tsx'

export const Written = lazy<Writes & { name: string }>(() => import('./writing.tsx'))
