// For what somebody looks at what is of a person: nothing is fetched before it was said.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../../lib/i18n.ts'
import { Button, Notice } from '../../../ui/base.tsx'
import { useWatcher } from '../watcher.tsx'
import { purposesOf } from './may.ts'
import type { Purpose } from './past/ask.ts'

/** Each look is one that others read of. */
export function Purposes({ look }: { look: (purpose: Purpose) => void }): VNode {
  const { roles } = useWatcher()
  const mine = purposesOf(roles)
  const [purpose, choose] = useState<Purpose>(mine[0] ?? 'incident')
  if (!mine.length) return <Notice title={t('device.personal-others')} />
  return (
    <section aria-labelledby="purpose-asked">
      <h2 id="purpose-asked">{t('device.purpose-asked')}</h2>
      <p>{t('device.purpose-why')}</p>
      <label class="field">{t('device.purpose')}{' '}
        <select value={purpose} onChange={event => choose(event.currentTarget.value as Purpose)}>
          {mine.map(one => <option key={one} value={one}>{t(`device.purpose.${one}`)}</option>)}
        </select>
      </label>
      <Button kind="main" onClick={() => look(purpose)}>{t('device.look')}</Button>
    </section>
  )
}
