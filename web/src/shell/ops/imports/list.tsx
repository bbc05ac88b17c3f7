// 导入: send a CSV file of assets, and see what became of the last ones.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { Problem } from '../../../lib/problem.ts'
import { go } from '../../../lib/router.ts'
import { post } from '../../../lib/sending.ts'
import { useUntil } from '../../../lib/until.ts'
import { Load, Table, When } from '../../../ui/base.tsx'
import { whole } from '../types.ts'
import { Post, useWatcher, within } from '../watcher.tsx'
import { said, who } from '../words.ts'
import { CsvFile } from './file.tsx'

const OFTEN = 10 // seconds
const BUSY = ['reading', 'applying']
const TYPE = 'text/csv'
type Form = { url: string; fields: Record<string, string> }

export default function Screen(): VNode {
  return <Post title={t('ops.imports')} back="/ops/more">{community => <><Send community={community} /><Last community={community} /></>}</Post>
}

function Send({ community }: { community: string }): VNode {
  const [part, tell] = useState<number>()
  async function send(file: File): Promise<void> {
    try {
      const offered = await got(api.POST('/v1/facilities/uploads', { params: { header: once(newKey()) }, body: { community } }))
      tell(0)
      const { status } = await post(offered.upload as unknown as Form, file, TYPE, tell)
      if (status < 200 || status > 299) throw new Problem(status, status ? 'not-sent' : 'offline', t('ops.file-not-sent'))
      const begun = await got(api.POST('/v1/facilities/imports', { params: { header: once(newKey()) }, body: { community, upload: offered.id } }))
      go(within(`/ops/imports/${begun.id}`))
    } finally {
      tell(undefined)
    }
  }
  return (
    <CsvFile hint={t('ops.file-hint')} action={t('ops.check-file')} send={send}>
      {part !== undefined && <p><progress max={1} value={part} aria-label={t('ops.file')} /> {Math.round(part * 100)}%</p>}
    </CsvFile>
  )
}

function Last({ community }: { community: string }): VNode {
  const { id: me } = useWatcher()
  const last = useUntil(() => whole(got(api.GET('/v1/facilities/imports', { params: { query: { community } } }))), [community], OFTEN, ({ items }) => !items.some(one => BUSY.includes(one.stage)))
  return (
    <Load of={last} isEmpty={({ items }) => !items.length} empty={<p class="meta">{t('ops.no-imports')}</p>}>
      {({ items }) => (
        <Table caption={t('ops.last-imports')} rows={items} id={one => one.id} columns={[
          { title: t('ops.since'), cell: one => <a href={within(`/ops/imports/${one.id}`)}><When at={one.created_at} /></a> },
          { title: t('ops.stage'), cell: one => said('import', one.stage) },
          { title: t('ops.by'), cell: one => who(one.by, me) },
          { title: t('ops.rows'), end: true, cell: one => one.rows },
          { title: t('ops.wrong-rows'), end: true, cell: one => one.preview.wrong + one.preview.duplicate },
        ]} />
      )}
    </Load>
  )
}
