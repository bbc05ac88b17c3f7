// A list that the API gives page by page, up to a hundred rows: more, nobody reads on a screen.

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
