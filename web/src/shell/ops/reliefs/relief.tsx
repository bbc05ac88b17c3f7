// One shift that is handed over: its note stands before whoever takes it, and stays.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { Button, Confirm, Tag, When } from '../../../ui/base.tsx'
import type { Gives } from '../types.ts'
import { said, who } from '../words.ts'

export type Relief = Gives<'/v1/incidents/reliefs'>['items'][number]
type Props = { of: Relief; me: string | undefined; again: () => unknown }
const SHORT = 5 // work orders that are listed at once

export function One({ of, me, again }: Props): VNode {
  const taken = new Set(of.taken)
  return (
    <article class={of.stage === 'offered' && of.to === me ? 'card new' : 'card'} aria-label={t('ops.relief-of', { by: who(of.by, me), to: who(of.to, me) })}>
      <p><strong>{who(of.by, me)} → {who(of.to, me)}</strong> <Tag kind={of.stage === 'offered' ? 'warning' : of.stage === 'accepted' ? 'ok' : 'plain'}>{said('relief', of.stage)}</Tag> <When at={of.offered_at} />{of.ended_at && <> – <When at={of.ended_at} /></>}</p>
      {of.note ? <><p class="meta">{t('ops.relief-note')}</p><blockquote>{of.note}</blockquote></> : <p class="meta">{t('ops.relief-no-note')}</p>}
      <details open={of.incidents.length <= SHORT}>
        <summary>{t('ops.relief-open', { count: of.incidents.length })}{of.stage === 'accepted' && ` ${t('ops.relief-taken', { count: of.taken.length })}`}</summary>
        <ul class="plain">
          {of.incidents.map((id, n) => <li key={id}><a href={`/ops/e/${id}`}>{t('ops.relief-order', { number: n + 1 })}</a>{of.stage === 'accepted' && !taken.has(id) && ` · ${t('ops.relief-not-taken')}`}</li>)}
        </ul>
      </details>
      <Answer of={of} me={me} again={again} />
    </article>
  )
}

export function Answer({ of, me, again }: Props): VNode | null {
  const path = { relief_id: of.id }
  async function take(): Promise<void> {
    await got(api.POST('/v1/incidents/reliefs/{relief_id}/acceptances', { params: { path } }))
    await again()
  }
  async function withdraw(): Promise<void> {
    await got(api.POST('/v1/incidents/reliefs/{relief_id}/withdrawals', { params: { path } }))
    await again()
  }
  if (of.stage !== 'offered') return null
  if (of.to === me) return <Button kind="main" onClick={take}>{t('ops.relief-take', { count: of.incidents.length })}</Button>
  if (of.by === me) return <Confirm title={t('ops.relief-withdraw-title')} action={t('ops.relief-withdraw')} done={withdraw}><p>{t('ops.relief-withdraw-what')}</p></Confirm>
  return null
}
