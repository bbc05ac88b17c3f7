// Beside something that a workflow drives: where it stands.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Load } from '../../../ui/base.tsx'
import { whole } from '../types.ts'
import { Picture } from './picture.tsx'

export function Here({ community, stage }: { community: string; stage: string }): VNode {
  const flows = useLoad(() => whole(got(api.GET('/v1/incidents/workflows', { params: { query: { community } } }))), [community])
  return (
    <section aria-labelledby="flow">
      <h2 id="flow">{t('ops.flow')}</h2>
      <Load of={flows} quiet>{({ items }) => items.map(one => <Picture key={one.machine} of={one} stage={stage} />)}</Load>
    </section>
  )
}
