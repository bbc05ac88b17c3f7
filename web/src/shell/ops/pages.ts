// A list that the API gives page by page, up to a hundred rows: more, nobody reads on a screen.

import { useEffect, useRef, useState } from 'preact/hooks'
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

interface Anew<T> {
  version?: unknown // read anew with each newer one
  /** Read anew each so many seconds; by their ids, as what one asked for further stays below what is new. */
  every?: number
  id?: (one: T) => string
}

/** A list page by page, as far as one asked for it. What is asked anew begins with the first page, but what is
 * read anew by itself closes nothing. */
export function usePaged<T>(page: (after: string) => Promise<Paged<T>>, of: unknown[], { version, every = 0, id }: Anew<T> = {}): Shown<T> {
  const first = useNewest(() => page(''), of, version, every)
  const [more, add] = useState<Paged<T>>()
  const before = useRef<Paged<T>>(undefined)
  const under = (top: T[], below: T[]): T[] => {
    const known = new Set(id && top.map(id))
    return [...top, ...below.filter(one => !id || !known.has(id(one)))]
  }
  useEffect(() => {
    const last = before.current
    before.current = first.data
    add(now => (id && now && last && first.data ? { ...now, items: under(last.items, now.items) } : undefined))
  }, [first.data])
  const turn = useRef(0) // another list: what was asked of the one before is no part of it
  useEffect(() => () => void (turn.current += 1), [...of, !id && first.data])
  const after = more ? more.next : first.data?.next ?? null
  const further = async (): Promise<void> => {
    const mine = turn.current
    const got = await page(after ?? '')
    if (mine === turn.current) add(now => ({ items: [...(now?.items ?? []), ...got.items], next: got.next }))
  }
  const reload = async (): Promise<void> => {
    turn.current += 1
    add(undefined)
    await first.reload()
  }
  const data = first.data && under(first.data.items, more?.items ?? [])
  return { ...first, data, reload, further: after === null ? null : further }
}
