// Who goes to a person sees what his device says, though not the device's card: its number tells of
// which kind it is.

import type { ComponentChildren, VNode } from 'preact'
import type { Problem } from '../../../lib/problem.ts'
import { query } from '../../../lib/router.ts'
import { Load, Trouble } from '../../../ui/base.tsx'
import { useWatcher } from '../watcher.tsx'
import { useKinds } from './ask.ts'
import { purposesOf } from './may.ts'
import type { Device, Kind } from './types.ts'

export interface Of {
  device: Pick<Device, 'id' | 'community' | 'owner' | 'kind'>
  kind: Kind
}

interface Props {
  id: string
  problem: Problem
  children: (of: Of) => ComponentChildren
}

export function Unseen({ id, problem, children }: Props): VNode {
  const { roles } = useWatcher()
  const community = query.value.get('community') ?? ''
  const kinds = useKinds(community)
  if (!community || !purposesOf(roles).length) return <Trouble of={problem} />
  return (
    <Load of={kinds} quiet>
      {all => {
        const kind = all.find(one => one.personal && id.startsWith(`${one.prefix}-`))
        return kind ? children({ device: { id, community, owner: kind.owner, kind: kind.id }, kind }) : <Trouble of={problem} />
      }}
    </Load>
  )
}
