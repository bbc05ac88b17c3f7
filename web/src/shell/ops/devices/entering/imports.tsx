// 导入设备: a table of devices, looked at before it is sent; and what became of the last ones.

import '../devices.css'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { useOnce } from '../../../../lib/once.ts'
import { go } from '../../../../lib/router.ts'
import { Button, Load, Notice, Table, Tag, When } from '../../../../ui/base.tsx'
import { CsvFile } from '../../imports/file.tsx'
import { usePaged } from '../../pages.ts'
import { whole } from '../../types.ts'
import { Post, useWatcher, within } from '../../watcher.tsx'
import { listed, who } from '../../words.ts'
import { keepFile } from '../keep.ts'
import { stageTag } from '../said.ts'
import { type Column, COLUMNS, decoded, type Looked, looked } from './table.ts'

const SHOWN = 5 // rows of a file before it is sent

export default function Screen(): VNode {
  return <Post title={t('device.imports')} back={within('/ops/devices')}>{community => <><Send community={community} /><Last community={community} /></>}</Post>
}

function Send({ community }: { community: string }): VNode {
  const [text, read] = useState('')
  const key = useOnce(text)
  const file = text ? looked(text) : undefined
  async function send(chosen: File): Promise<void> {
    const csv = text || decoded(await chosen.arrayBuffer())
    const begun = await got(api.POST('/v1/devices/imports', { params: { header: once(key) }, body: { community, csv } }))
    go(within(`/ops/devices/imports/${begun.id}`))
  }
  return (
    <>
      <p>{t('device.import-what')}</p>
      <p><Button onClick={() => keepFile('devices.csv', `${COLUMNS.join(',')}\r\n`)}>{t('device.import-template')}</Button></p>
      <CsvFile hint={t('device.import-hint')} action={file ? t('device.import-count', { count: file.rows.length }) : t('device.import-send')} send={send}
        chosen={async one => read(one ? decoded(await one.arrayBuffer()) : '')}>
        {file && <div class="apart"><Preview of={file} /></div>}
      </CsvFile>
    </>
  )
}

const titled = (column: string): string => ((COLUMNS as readonly string[]).includes(column) ? t(`device.${column as Column}`) : column)

function Preview({ of }: { of: Looked }): VNode {
  const rows = of.rows.slice(0, SHOWN)
  return (
    <>
      {of.missing.length > 0 && <Notice kind="error" title={t('device.columns-missing', { columns: listed(of.missing) })} />}
      {of.strange.length > 0 && <Notice kind="error" title={t('device.columns-strange', { columns: listed(of.strange) })} />}
      <Table caption={t('device.import-preview', { count: of.rows.length, shown: rows.length })} rows={rows.map((cells, n) => ({ cells, n }))} id={one => String(one.n)}
        columns={of.head.map((column, n) => ({ title: titled(column), cell: (one: { cells: string[] }) => one.cells[n] ?? '' }))} />
    </>
  )
}

function Last({ community }: { community: string }): VNode {
  const { id: me } = useWatcher()
  const last = usePaged(after => whole(got(api.GET('/v1/devices/imports', { params: { query: { community, after } } }))), [community])
  return (
    <div class="apart"><Load of={last} isEmpty={rows => !rows.length} empty={<p class="meta">{t('device.no-imports')}</p>}>
      {rows => (
        <>
          <Table caption={t('device.last-imports')} rows={rows} id={one => one.id} columns={[
            { title: t('device.when'), cell: one => <a href={within(`/ops/devices/imports/${one.id}`)}><When at={one.at} /></a> },
            { title: t('device.stage'), cell: one => <Tag kind={stageTag(one.stage)}>{t(`device.stage.${one.stage}`)}</Tag> },
            { title: t('device.by'), cell: one => who(one.by, me) },
            { title: t('device.rows'), end: true, cell: one => one.rows },
            { title: t('device.rows-wrong'), end: true, cell: one => one.wrong + one.failed },
          ]} />
          {last.further && <Button onClick={last.further}>{t('device.show-more')}</Button>}
        </>
      )}
    </Load></div>
  )
}
