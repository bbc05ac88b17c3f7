// How large and how bright a page is. A person's own choice is kept; a kiosk's and a wall's is not.

import { signal } from '@preact/signals'
import { keep, kept } from './kept.ts'

export type Own = 'normal' | 'elder' | 'elder-max'
export type Look = Own | 'kiosk' | 'wall'

const OWN: readonly string[] = ['normal', 'elder', 'elder-max']
export const look = signal<Look>('normal')

export function wear(wanted: Look): void {
  look.value = wanted
  document.documentElement.dataset.look = wanted
}

export function choose(wanted: Own): void {
  keep('look', wanted)
  wear(wanted)
}

export function wearChosen(): void {
  const before = kept('look')
  wear(before && OWN.includes(before) ? (before as Own) : 'normal')
}

export const isElder = (): boolean => look.value.startsWith('elder')
