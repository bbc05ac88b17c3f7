// One batch: what is in it, and the certificates by which its units may ask for their own.

import '../devices.css'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../../lib/api.ts'
import { placeName } from '../../../../lib/config.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { number } from '../../../../lib/quantities.ts'
import type { Params } from '../../../../lib/router.ts'
import { Button, Confirm, Load, Page, Table, Tag, When } from '../../../../ui/base.tsx'
import { usePaged } from '../../pages.ts'
import { type Gives, whole } from '../../types.ts'
import { useWatcher, within } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { useKinds } from '../ask.ts'
import { type Batch, contents } from './batches.tsx'
import { Give } from './give.tsx'

type Claim = Gives<'/v1/devices/batches/{batch_id}/claims'>['items'][number]
const BRIEF = 12 // of a certificate's number

export default function Screen({ params }: { params: Params }): VNode {
  const id = params.id ?? ''
  const found = useLoad(() => whole(got(api.GET('/v1/devices/batches/{batch_id}', { params: { path: { batch_id: id } } }))), [id])
  return (
    <Page title={t('fleet.batch-named', { batch: id })} back={within('/ops/devices/batches')} wide>
      <Load of={found} quiet>{one => <><About of={one} /><Claims of={one} /></>}</Load>
    </Page>
  )
}

function About({ of }: { of: Batch }): VNode {
  const kinds = useKinds(of.community).data
  const { id: me } = useWatcher()
  return (
    <dl class="facts">
      <dt>{t('fleet.maker')}</dt><dd>{of.maker} · {t('fleet.signed-by', { key: of.key })}</dd>
      <dt>{t('fleet.contents')}</dt><dd>{contents(of, kinds)}</dd>
      <dt>{t('fleet.hourly')}</dt><dd>{number(of.hourly)}</dd>
      <dt>{t('fleet.issued')}</dt><dd>{of.issued}</dd>
      <dt>{t('fleet.added-at')}</dt><dd><When at={of.added_at} /> · {who(of.by, me)}</dd>
      <dt>{t('fleet.handled-in')}</dt><dd>{placeName(of.community, language.value)}</dd>
    </dl>
  )
}

function Claims({ of }: { of: Batch }): VNode {
  const { id: me } = useWatcher()
  const path = { batch_id: of.id }
  const [turn, next] = useState(0)
  const found = usePaged(after => whole(got(api.GET('/v1/devices/batches/{batch_id}/claims', { params: { path, query: { after } } }))), [of.id, turn])
  const again = (): void => next(turn + 1)
  return (
    <section aria-labelledby="claims">
      <h2 id="claims">{t('fleet.claims')}</h2>
      <p>{t('fleet.claims-what')}</p>
      <Load of={found} isEmpty={rows => !rows.length} empty={<p>{t('fleet.no-claims')}</p>}>
        {rows => (
          <Table caption={t('fleet.claims-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
            { title: t('fleet.certificate'), cell: one => <code title={one.id}>{one.id.slice(0, BRIEF)}…</code> },
            { title: t('fleet.given'), cell: one => <><When at={one.at} /> · {who(one.by, me)}</> },
            { title: t('fleet.stage'), cell: one => (one.ended_at ? <><Tag>{t('fleet.claim-ended')}</Tag> <When at={one.ended_at} /></> : <Tag kind="ok">{t('fleet.claim-good')}</Tag>) },
            { title: t('fleet.act'), cell: one => (one.ended_at ? '—' : <Revoke of={one} again={again} />) },
          ]} />
        )}
      </Load>
      {found.further && <Button onClick={found.further}>{t('fleet.show-more')}</Button>}
      <Give batch={of.id} again={again} />
    </section>
  )
}

function Revoke({ of, again }: { of: Claim; again: () => void }): VNode {
  async function revoke(): Promise<void> {
    await got(api.POST('/v1/devices/claims/{certificate}/revocations', { params: { path: { certificate: of.id } } }))
    again()
  }
  return <Confirm title={t('fleet.revoke-title', { certificate: of.id.slice(0, BRIEF) })} action={t('fleet.revoke')} danger done={revoke}><p>{t('fleet.revoke-what')}</p></Confirm>
}
