// 超标: where and since when a limit is exceeded, and how it ended. Open ones are listed the longest
// open first, those that are over the latest first, as the API has them.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { filter, query } from '../../../../lib/router.ts'
import { Button, Load, Table, When } from '../../../../ui/base.tsx'
import { type Shown, usePaged } from '../../pages.ts'
import { whole } from '../../types.ts'
import { Post, within } from '../../watcher.tsx'
import { measured } from '../../words.ts'
import type { Case } from '../types.ts'
import { Standing, valued } from './said.tsx'

export default function Screen(): VNode {
  return <Post title={t('ops.cases')} back={within('/ops/more')}>{community => <Cases community={community} />}</Post>
}

function Cases({ community }: { community: string }): VNode {
  const over = query.value.get('over') === '1'
  const station = query.value.get('station')
  const found = usePaged(after => whole(got(api.GET('/v1/environment/cases', { params: { query: { community, over, after } } }))), [community, over])
  return (
    <>
      <div class="filters" role="search">
        <label>{t('case.which')}{' '}
          <select value={over ? '1' : ''} onChange={event => filter({ over: event.currentTarget.value })}>
            <option value="">{t('case.open')}</option>
            <option value="1">{t('case.over')}</option>
          </select>
        </label>
        {station && <Button onClick={() => filter({ station: null })}>{t('case.every-station', { station })}</Button>}
      </div>
      <Load of={found}>{rows => <Rows rows={rows.filter(one => !station || one.station_id === station)} over={over} further={found.further} />}</Load>
    </>
  )
}

/** Of one station a page may hold none, and yet there may be more. */
function Rows({ rows, over, further }: { rows: Case[]; over: boolean; further: Shown<Case>['further'] }): VNode {
  const none = further ? 'case.none-yet' : over ? 'case.none-over' : 'case.none-open'
  return (
    <>
      {rows.length ? (
        <Table caption={t(over ? 'case.count-over' : 'case.count-open', { count: rows.length })} rows={rows} id={one => one.id} columns={[
          { title: t('case.what'), cell: one => <a href={within(`/ops/cases/${one.id}`)}>{measured(one.measure)} {valued(one, one.value)}</a> },
          { title: t('sight.station'), cell: one => one.station_id },
          { title: t('case.state'), cell: one => <Standing of={one} /> },
          { title: t('case.since'), cell: one => <When at={one.since} /> },
          { title: t('case.seen'), cell: one => <When at={one.seen} /> },
        ]} />
      ) : <p>{t(none)}</p>}
      {further && <Button onClick={further}>{t('sight.show-more')}</Button>}
    </>
  )
}
