// Rows of a sort that the API cannot ask for, out of its pages. Pure, but for the pages.

import type { Paged } from '../pages.ts'

const LEAST = 25 // rows that fill a screen
const MOST = 20 // pages that are looked through at once

/** As one page: until enough are found, all were looked through, or it is enough for once. */
export async function sifted<T>(page: (after: string) => Promise<Paged<T>>, keep: (one: T) => boolean, after: string): Promise<Paged<T>> {
  const items: T[] = []
  let next: string | null = after
  for (let looked = 0; looked < MOST && next !== null && items.length < LEAST; looked += 1) {
    const found: Paged<T> = await page(next)
    items.push(...found.items.filter(keep))
    next = found.next
  }
  return { items, next }
}
