// Photographs of a hazard, small; each opens whole beside the screen.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { Picture } from '../../../ui/picture.tsx'

export function Pictures({ of }: { of: readonly { id: string; address: string }[] }): VNode | null {
  if (!of.length) return null
  return <span class="evidence">{of.map((one, n) => <a key={one.id} href={one.address} target="_blank" rel="noreferrer"><Picture address={one.address} alt={t('photo.number', { no: n + 1 })} width={96} /></a>)}</span>
}
