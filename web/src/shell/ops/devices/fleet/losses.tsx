// What is missing of each community's hour, until it is found or given up; of the whole city.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { placeName } from '../../../../lib/config.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { number } from '../../../../lib/quantities.ts'
import { filter, query } from '../../../../lib/router.ts'
import { Button, Load, Table, Tag, When } from '../../../../ui/base.tsx'
import { usePaged } from '../../pages.ts'
import { type Gives, whole } from '../../types.ts'
import { later } from './hours.ts'

type Loss = Gives<'/v1/devices/losses'>['items'][number]
const STAGES = { open: 'error', found: 'ok', given_up: 'warning', closed: 'plain' } as const

export function Losses(): VNode {
  const over = query.value.get('losses') === 'over'
  return (
    <section aria-labelledby="losses">
      <h2 id="losses">{t('fleet.losses')}</h2>
      <fieldset class="sorts">
        <legend class="hidden">{t('fleet.losses')}</legend>
        {(['open', 'over'] as const).map(one => (
          <label key={one} class="choice"><input type="radio" name="losses" checked={over === (one === 'over')} onChange={() => filter({ losses: one === 'over' ? one : null })} /> {t(`fleet.losses-${one}`)}</label>
        ))}
      </fieldset>
      <Rows key={String(over)} over={over} />
    </section>
  )
}

function Rows({ over }: { over: boolean }): VNode {
  const found = usePaged(after => whole(got(api.GET('/v1/devices/losses', { params: { query: { over, after } } }))), [over])
  return (
    <Load of={found} isEmpty={rows => !rows.length} empty={<p>{t(over ? 'fleet.no-losses-over' : 'fleet.no-losses')}</p>}>
      {rows => (
        <>
          <Table caption={t('fleet.losses-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
            { title: t('fleet.hour'), cell: one => <a href={there(one)}><When at={one.hour} /></a> },
            { title: t('ops.community'), cell: one => placeName(one.community, language.value) },
            { title: t('fleet.missing'), end: true, cell: one => number(one.missing) },
            { title: t('fleet.devices'), end: true, cell: one => number(one.devices) },
            { title: t('fleet.stage'), cell: one => <Tag kind={STAGES[one.stage]}>{t(`fleet.loss.${one.stage}`)}</Tag> },
            { title: t('fleet.looks'), end: true, cell: one => number(one.looks) },
            { title: t('fleet.found-at'), cell: one => <When at={one.found_at} /> },
          ]} />
          {found.further && <Button onClick={found.further}>{t('fleet.show-more')}</Button>}
        </>
      )}
    </Load>
  )
}

const there = (one: Loss): string => `/ops/devices/balance?community=${one.community}&hour=${later(Date.parse(one.hour), 0)}`
