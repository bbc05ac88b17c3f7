// Who is on duty hears what is untaken on every other screen too; what rings leads to the board.

import type { VNode } from 'preact'
import { useFollowed } from '../../../lib/follow.ts'
import { t } from '../../../lib/i18n.ts'
import { path } from '../../../lib/router.ts'
import { rings } from '../order.ts'
import { incidents } from './ask.ts'
import { useBell, watched } from './bell.ts'

/** The board follows and rings for itself. */
export function Afar(): VNode | null {
  const community = watched.value
  return community && path.value !== '/ops' ? <Heard key={community} community={community} /> : null
}

/** One that hears nothing says so, as nobody would miss a sound. */
function Heard({ community }: { community: string }): VNode | null {
  const open = useFollowed(() => incidents(community), { community, features: ['incidents'] })
  const untaken = rings(open.data?.rows ?? [])
  useBell(untaken)
  if (!untaken.length && !open.problem) return null
  return (
    <div class="bar" role="alert">
      {untaken.length > 0 && <strong>{t('ops.untaken', { count: untaken.length })}</strong>}
      {open.problem?.words} <a href={`/ops?community=${community}`}>{t('ops.board')}</a>
    </div>
  )
}
