// All that was asked for as a file, which may be more than a curve bears.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../../../lib/i18n.ts'
import { Button } from '../../../../ui/base.tsx'
import { keepFile } from '../keep.ts'
import { table, type Wanted } from './ask.ts'

export function File({ wanted }: { wanted: Wanted }): VNode {
  const [cut, tell] = useState(false)
  async function fetched(): Promise<void> {
    const { text, whole } = await table(wanted)
    tell(!whole)
    keepFile(`${wanted.device}-${wanted.measure}.csv`, text)
  }
  return <p><Button onClick={fetched}>{t('device.csv')}</Button>{cut && <span role="status"> {t('device.csv-cut')}</span>}</p>
}
