// The rows of an import, those of one sort: what is wrong with each, or what it would change.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { language, t } from '../../../lib/i18n.ts'
import { Button, Load, Table } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { type Gives, whole } from '../types.ts'
import { coded, isSo, listed, said } from '../words.ts'
import type { Which } from './one.tsx'

type Row = Gives<'/v1/facilities/imports/{import_id}/rows'>['items'][number]

export function Rows({ id, which, version }: { id: string; which: Which; version: string }): VNode {
  const path = { import_id: id }
  const all = usePaged(after => whole(got(api.GET('/v1/facilities/imports/{import_id}/rows', { params: { path, query: { which, after: Number(after) } } }))), [id, which, version])
  return (
    <>
      <Load of={all} quiet isEmpty={rows => !rows.length && !all.further} empty={<p>{t(which === 'errors' ? 'ops.no-errors' : 'ops.none-such')}</p>}>
        {rows => (
          <Table caption={t(`ops.rows-${which}`)} rows={rows} id={one => String(one.row)} columns={[
            { title: t('ops.row'), end: true, cell: one => one.row },
            { title: t('ops.number'), cell: one => one.id },
            { title: t('ops.name'), cell: one => one.name },
            { title: t('ops.found'), cell: one => said('verdict', one.verdict) },
            { title: t('ops.problems'), cell: one => <Told of={one} /> },
          ]} />
        )}
      </Load>
      {all.further && <Button onClick={all.further}>{t('ops.show-more')}</Button>}
    </>
  )
}

function Told({ of }: { of: Row }): VNode {
  return (
    <ul class="bare">
      {of.problems.map(one => <li key={`${one.column}${one.code}`}>{one.column && <strong>{isSo(coded('ops.column', one.column), '')}</strong>}{one[language.value]}</li>)}
      {of.changes.length > 0 && <li>{t('ops.would-change', { fields: listed(of.changes.map(one => coded('ops.column', one))) })}</li>}
      {of.outcome && <li>{said('imported', of.outcome)}</li>}
    </ul>
  )
}
