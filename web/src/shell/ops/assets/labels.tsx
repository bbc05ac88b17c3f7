// 标签: of the assets of a kind, a sheet of A4 at a time, to print and stick on.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { Button } from '../../../ui/base.tsx'
import { type Asset, whole } from '../types.ts'

interface Sheet {
  address: string
  labels: number
  next: string | null
  number: number
}

export function Labels({ community, kind }: { community: string; kind: Asset['kind'] | null }): VNode {
  const [sheet, show] = useState<Sheet>()
  useEffect(() => () => { if (sheet) URL.revokeObjectURL(sheet.address) }, [sheet])
  useEffect(() => show(undefined), [community, kind])
  async function fetched(after: string): Promise<void> {
    const { svg, labels, next } = await whole(got(api.GET('/v1/facilities/labels', { params: { query: { community, after, ...(kind && { kind }) } } })))
    show({ address: URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), labels, next, number: after ? (sheet?.number ?? 0) + 1 : 1 })
  }
  const next = sheet?.next
  return (
    <details>
      <summary>{t('ops.labels')}</summary>
      {!sheet && <Button onClick={() => fetched('')}>{t('ops.labels-fetch')}</Button>}
      {sheet && (
        <>
          <p role="status">{t('ops.labels-count', { count: sheet.labels })}</p>
          <img class="label" src={sheet.address} alt={t('ops.labels-count', { count: sheet.labels })} width={260} />
          <p><a class="button" href={sheet.address} download={`${community}-${kind ?? 'all'}-${sheet.number}.svg`}>{t('ops.download')}</a></p>
        </>
      )}
      {next && <Button onClick={() => fetched(next)}>{t('ops.labels-next')}</Button>}
    </details>
  )
}
