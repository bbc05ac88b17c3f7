// Many that one cause set off, taken at once with one reason; what each of them became is said.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, newKey, once } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { Button, Confirm, Notice } from '../../../ui/base.tsx'
import type { Incident } from '../types.ts'
import { isSo, titled } from '../words.ts'

interface Props {
  mine: Incident[]
  chosen: Incident[]
  pick: (ids: string[]) => void
  again: () => unknown
}

interface Refused {
  title: string
  why: string
}

export function Batch({ mine, chosen, pick, again }: Props): VNode {
  const [key, renew] = useState(newKey)
  const [told, tell] = useState<{ taken: number; refused: Refused[] }>()

  async function take(reason: string): Promise<void> {
    const items = chosen.map(one => ({ incident: one.id, level: one.level }))
    const { items: outcomes } = await got(api.POST('/v1/incidents/acknowledgements', { params: { header: once(key) }, body: { items, reason } }))
    const named = new Map(chosen.map(one => [one.id, titled(one)]))
    const refused = outcomes.filter(one => one.outcome !== 'taken').map(one => ({ title: named.get(one.incident) ?? one.incident, why: word('ops.outcome', one.outcome) }))
    tell({ taken: outcomes.length - refused.length, refused })
    renew(newKey)
    pick([])
    await again()
  }
  const every = chosen.length === mine.length
  return (
    <div class="batch">
      {mine.length > 1 && <Button small onClick={() => pick(every ? [] : mine.map(one => one.id))}>{t(every ? 'ops.pick-none' : 'ops.pick-all', { count: mine.length })}</Button>}
      {chosen.length > 0 && (
        <Confirm title={t('ops.batch-title', { count: chosen.length })} action={t('ops.batch', { count: chosen.length })} reason done={take}>
          <ul class="plain">{chosen.slice(0, 10).map(one => <li key={one.id}>{titled(one)} · {one.subject}</li>)}</ul>
          {chosen.length > 10 && <p class="meta">{t('ops.and-more', { count: chosen.length - 10 })}</p>}
        </Confirm>
      )}
      {told && (
        <Notice kind={told.refused.length ? 'warning' : 'ok'} title={t('ops.batch-done', { count: told.taken })}>
          {told.refused.length > 0 && <ul class="plain">{told.refused.map(one => <li key={one.title}>{isSo(one.title, one.why)}</li>)}</ul>}
        </Notice>
      )}
    </div>
  )
}
