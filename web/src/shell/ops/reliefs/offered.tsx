// On the duty list: a shift that is offered to who looks, with its note.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Notice } from '../../../ui/base.tsx'
import { useWatcher } from '../watcher.tsx'
import { who } from '../words.ts'
import { reliefs } from './ask.ts'
import { Answer } from './relief.tsx'

const OFTEN = 20 // seconds

export function Offered({ community, again }: { community: string; again: () => unknown }): VNode | null {
  const { id: me } = useWatcher()
  const known = useLoad(() => reliefs(community), [community], OFTEN)
  const mine = (known.data?.items ?? []).filter(one => one.stage === 'offered' && one.to === me)
  if (!mine.length) return null
  const both = async () => { await Promise.all([known.reload(), again()]) }
  return (
    <>
      {mine.map(one => (
        <Notice key={one.id} kind="warning" title={t('ops.relief-for-you', { by: who(one.by, me), count: one.incidents.length })}>
          <p class="meta">{t(one.note ? 'ops.relief-note' : 'ops.relief-no-note')}</p>
          {one.note && <blockquote>{one.note}</blockquote>}
          <Answer of={one} me={me} again={both} />
        </Notice>
      ))}
    </>
  )
}
