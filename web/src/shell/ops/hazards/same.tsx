// Hazards that may be, or are, the same: joined and parted by the community.

import type { VNode } from 'preact'
import { api, got, once } from '../../../lib/api.ts'
import { span } from '../../../lib/fmt.ts'
import { how, t } from '../../../lib/i18n.ts'
import { useOnce } from '../../../lib/once.ts'
import { distance } from '../../../lib/quantities.ts'
import { Confirm } from '../../../ui/base.tsx'
import type { Hazard } from '../types.ts'
import { useWatcher, within } from '../watcher.tsx'
import { coded, said } from '../words.ts'
import { Pictures } from './pictures.tsx'

type Props = { of: Hazard; again: () => unknown }
const MINUTE = 60_000

export function Same({ of, again }: Props): VNode {
  const may = useWatcher().roles.includes('community_worker') && of.led_by === 'ledger'
  return (
    <section aria-labelledby="same">
      <h2 id="same">{t('ops.same')}</h2>
      {!of.members.length && !of.candidates.length && <p class="meta">{t('ops.none-same')}</p>}
      <ul class="bare">
        {of.members.map(id => <li key={id}><a href={within(`/ops/hazards/${id}`)}>{t('ops.joined-here')}</a> {may && <Do act="partings" other={id} of={of} again={again} />}</li>)}
        {of.candidates.map(one => (
          <li key={one.id}>
            <a href={within(`/ops/hazards/${one.id}`)}>{coded('category', one.category)}</a> · {said('state', one.state)}
            <Pictures of={one.photos} />
            <div class="meta">{one.building} {one.metres !== null && distance(one.metres, how())} · {t('ops.before', { time: span(one.minutes * MINUTE, how()) })}</div>
            {may && <Do act="joins" other={one.id} of={of} again={again} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Do({ act, other, of, again }: Props & { act: 'joins' | 'partings'; other: string }): VNode {
  const key = useOnce(`${act}${other}${of.version}`)
  async function done(): Promise<void> {
    const how_ = { params: { path: { hazard_id: of.id }, header: once(key) }, body: { hazard_id: other } }
    if (act === 'joins') await got(api.POST('/v1/facilities/hazards/{hazard_id}/joins', how_))
    else await got(api.POST('/v1/facilities/hazards/{hazard_id}/partings', how_))
    await again()
  }
  return <Confirm title={t(act === 'joins' ? 'ops.same-title' : 'ops.not-same-title')} action={t(act === 'joins' ? 'ops.is-same' : 'ops.not-same')} done={done} />
}
