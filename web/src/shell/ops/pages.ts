// A list that the API gives page by page, up to a hundred rows: more, nobody reads on a screen.

import { useEffect, useState } from 'preact/hooks'
import type { Loaded } from '../../lib/load.ts'
import { useNewest } from '../../lib/newest.ts'

export interface Paged<T> {
  items: T[]
  next: string | null
}

export async function upTo<T>(most: number, page: (after: string) => Promise<Paged<T>>): Promise<{ rows: T[]; more: boolean }> {
  const rows: T[] = []
  for (let after: string | null = ''; ; ) {
    const got: Paged<T> = await page(after)
    rows.push(...got.items)
    after = got.next
    if (after === null || rows.length >= most) return { rows: rows.slice(0, most), more: after !== null || rows.length > most }
  }
}

export interface Shown<T> extends Loaded<T[]> {
  further: (() => Promise<void>) | null // null: these are all
}

/** A list page by page, as far as one asked for it. What is asked anew begins with the first page. */
export function usePaged<T>(page: (after: string) => Promise<Paged<T>>, of: unknown[], every = 0, version?: unknown): Shown<T> {
  const first = useNewest(() => page(''), of, version, every)
  const [more, add] = useState<Paged<T>>()
  useEffect(() => add(undefined), [first.data])
  const after = more ? more.next : first.data?.next ?? null
  const further = async (): Promise<void> => {
    const got = await page(after ?? '')
    add(now => ({ items: [...(now?.items ?? []), ...got.items], next: got.next }))
  }
  const data = first.data && [...first.data.items, ...(more?.items ?? [])]
  return { ...first, data, further: after === null ? null : further }
}
