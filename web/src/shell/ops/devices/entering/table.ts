// A CSV file as it is before it is sent: its head, its rows, and which columns nobody knows. Pure.

export const NEEDED = ['id', 'kind', 'name', 'lat', 'lon', 'address'] as const
export const COLUMNS = [...NEEDED, 'grid', 'building', 'zone', 'gateway', 'bearer', 'maker', 'model', 'serial', 'person', 'basis', 'document', 'until', 'guardian'] as const
export type Column = (typeof COLUMNS)[number]

export interface Looked {
  head: string[]
  rows: string[][]
  missing: string[]
  strange: string[]
}

export function looked(text: string): Looked {
  const [head = [], ...rows] = cells(text)
  const names = head.map(one => one.trim())
  return {
    head: names,
    rows: rows.filter(row => row.some(cell => cell !== '')),
    missing: NEEDED.filter(one => !names.includes(one)),
    strange: names.filter((one, n) => !(COLUMNS as readonly string[]).includes(one) || names.indexOf(one) !== n),
  }
}

/** UTF-8, or what a spreadsheet in China saves; a mark of the byte order is dropped. */
export function decoded(bytes: BufferSource): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** A cell in quotes may hold commas, lines and quotes, which are doubled there. */
function cells(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\r|$)/g)) {
    row.push(quoted === undefined ? plain ?? '' : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
    if (!end) break
  }
  return rows.filter(one => one.length > 1 || one[0] !== '')
}
