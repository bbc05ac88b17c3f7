// One import of devices: how far it is, and what is wrong by row and column.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t, tOr, word } from '../../../../lib/i18n.ts'
import { number } from '../../../../lib/quantities.ts'
import type { Params } from '../../../../lib/router.ts'
import { useUntil } from '../../../../lib/until.ts'
import { Load, Notice, Page, Table, When } from '../../../../ui/base.tsx'
import { whole } from '../../types.ts'
import { useWatcher, within } from '../../watcher.tsx'
import { who } from '../../words.ts'
import type { Imported } from '../types.ts'

const OFTEN = 3 // seconds

export default function Screen({ params }: { params: Params }): VNode {
  const path = { table_id: params.id ?? '' }
  const job = useUntil(() => whole(got(api.GET('/v1/devices/imports/{table_id}', { params: { path } }))), [params.id], OFTEN, one => one.stage !== 'applying')
  return <Page title={t('device.imported')} back={within('/ops/devices/imports')} wide><Load of={job}>{one => <Shown of={one} />}</Load></Page>
}

function Shown({ of }: { of: Imported }): VNode {
  const { id: me } = useWatcher()
  const past = of.applied + of.failed
  return (
    <>
      <p>
        <strong role="status">{t(`device.stage.${of.stage}`)}</strong>
        {of.stage === 'applying' && <> <progress max={of.rows} value={past} aria-label={t('device.stage.applying')} /> {number(past)} / {number(of.rows)}</>}
      </p>
      {of.stage === 'wrong' && <Notice kind="error" title={t('device.none-registered', { count: number(of.wrong) })}><p>{t('device.mend-file')} <a href={within('/ops/devices/imports')}>{t('device.import-again')}</a></p></Notice>}
      <dl class="facts">
        <dt>{t('device.when')}</dt><dd><When at={of.at} /> · {who(of.by, me)}</dd>
        <dt>{t('device.rows')}</dt><dd>{number(of.rows)}</dd>
        {of.stage !== 'wrong' && <><dt>{t('device.rows-applied')}</dt><dd>{number(of.applied)}</dd></>}
        {of.stage !== 'wrong' && <><dt>{t('device.rows-failed')}</dt><dd>{number(of.failed)}</dd></>}
      </dl>
      {of.problems.length > 0 && <Problems of={of} />}
      {of.stage === 'done' && <p><a href={within('/ops/devices')}>{t('device.to-list')}</a></p>}
    </>
  )
}

/** No more than the API keeps; the rest shows up once these are mended. */
function Problems({ of }: { of: Imported }): VNode {
  const more = of.wrong + of.failed > new Set(of.problems.map(one => one.row)).size
  return (
    <>
      <Table caption={t('device.problems')} rows={of.problems.map((one, n) => ({ ...one, n }))} id={one => String(one.n)} columns={[
        { title: t('device.row'), cell: one => one.row },
        { title: t('device.column'), cell: one => (one.column ? `${word('device', one.column)} (${one.column})` : t('device.whole-row')) },
        { title: t('device.problem'), cell: one => tOr(`device.problem.${one.code}`, one.code) },
      ]} />
      {more && <p class="meta">{t('device.more-problems')}</p>}
    </>
  )
}
