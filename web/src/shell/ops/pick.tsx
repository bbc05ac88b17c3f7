// One of some values by which a list is filtered: what is picked stands in the screen's address.

import type { VNode } from 'preact'
import { t } from '../../lib/i18n.ts'
import { filter } from '../../lib/router.ts'

interface Props<T extends string> { label: string; name: string; value: string | null; of: readonly T[]; word: (one: T) => string }

export function Pick<T extends string>({ label, name, value, of, word }: Props<T>): VNode {
  return (
    <label>{label}{' '}
      <select value={value ?? ''} onChange={event => filter({ [name]: event.currentTarget.value })}>
        <option value="">{t('ops.any')}</option>
        {of.map(one => <option key={one} value={one}>{word(one)}</option>)}
      </select>
    </label>
  )
}
