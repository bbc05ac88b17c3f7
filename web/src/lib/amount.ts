// Amounts of money as people enter them: apart from `fmt.ts`, which every shell loads first. Pure.

/** An amount as people type it, in 分; nothing said is null, what is no amount undefined. */
export function fen(text: string, digits = 8): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/[¥￥,\s元]/g, '')
  if (!plain) return null
  const [, whole] = /^(\d+)(\.\d{1,2})?$/.exec(plain) ?? []
  return whole && whole.length <= digits ? Math.round(Number(plain) * 100) : undefined
}
