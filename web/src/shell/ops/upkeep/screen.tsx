// 维护检验: what the rows ask to be maintained, inspected or tested, by the day it is due.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { query } from '../../../lib/router.ts'
import { Button, Load } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { Pick } from '../pick.tsx'
import { whole } from '../types.ts'
import { Post } from '../watcher.tsx'
import { coded } from '../words.ts'
import { DutiesOf } from './duties.tsx'

const STAGES = ['overdue', 'due-soon', 'planned'] as const
const KEPT_UP = ['elevator', 'fire_panel', 'gas_valve', 'gas_detector', 'gas_room', 'water_tank'] as const

export default function Screen(): VNode {
  return <Post title={t('ops.upkeep')} back="/ops/more">{community => <Due community={community} />}</Post>
}

function Due({ community }: { community: string }): VNode {
  const stage = STAGES.find(one => one === query.value.get('stage')) ?? null
  const kind = KEPT_UP.find(one => one === query.value.get('kind')) ?? null
  const all = usePaged(
    after => whole(got(api.GET('/v1/facilities/upkeep', { params: { query: { community, after, ...(stage && { stage }), ...(kind && { kind }) } } }))),
    [community, stage, kind],
  )
  return (
    <>
      <div class="filters">
        <Pick label={t('ops.stage')} name="stage" value={stage} of={STAGES} word={one => t(`ops.upkeep-stage.${one}`)} />
        <Pick label={t('ops.kind')} name="kind" value={kind} of={KEPT_UP} word={one => coded('kind', one)} />
      </div>
      <Load of={all} isEmpty={rows => !rows.length && !all.further} empty={<p>{t(stage || kind ? 'ops.none-such' : 'ops.upkeep-none')}</p>}>
        {rows => <DutiesOf rows={rows} caption={t('ops.upkeep-count', { count: rows.length })} named />}
      </Load>
      {all.further && <p><Button onClick={all.further}>{t('ops.show-more')}</Button></p>}
    </>
  )
}
