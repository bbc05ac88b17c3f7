// Taking an asset out of use or back; and its label, to print and stick on.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got, matching } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { Button, Confirm } from '../../../ui/base.tsx'
import type { AssetNow } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { keeps } from './may.ts'

type State = AssetNow['state']

export function Standing({ of, again }: { of: AssetNow; again: () => unknown }): VNode | null {
  const { roles } = useWatcher()
  if (!keeps(roles)) return null
  const stand = (state: State) => async (reason: string) => {
    const path = { asset_id: of.id }
    await got(api.POST('/v1/facilities/assets/{asset_id}/states', { params: { path, header: matching(of.version) }, body: { state, reason: reason || null } }))
    await again()
  }
  if (of.state === 'retired') return null
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">{t('ops.standing')}</h2>
      {of.state === 'in_use'
        ? <Confirm title={t('ops.stop-title')} action={t('ops.out-of-service')} reason done={stand('out_of_service')} />
        : <Button onClick={() => stand('in_use')('')}>{t('ops.in-use')}</Button>}{' '}
      <Confirm title={t('ops.retire-title')} action={t('ops.retire')} reason danger done={stand('retired')}><p>{t('ops.retire-what')}</p></Confirm>
    </section>
  )
}

/** Fetched with the token, which a picture's own address would not carry. */
export function Label({ id }: { id: string }): VNode {
  const [address, show] = useState<string>()
  useEffect(() => () => { if (address) URL.revokeObjectURL(address) }, [address])
  async function fetched(): Promise<void> {
    const picture = await got(api.GET('/v1/facilities/assets/{asset_id}/label', { params: { path: { asset_id: id } }, parseAs: 'blob' }))
    show(URL.createObjectURL(new Blob([picture as unknown as Blob], { type: 'image/svg+xml' })))
  }
  return (
    <section aria-labelledby="label">
      <h2 id="label">{t('ops.label')}</h2>
      {address ? <><img class="label" src={address} alt={t('ops.label-of', { id })} width={260} /><p><a class="button" href={address} download={`${id}.svg`}>{t('ops.download')}</a></p></>
        : <Button onClick={fetched}>{t('ops.show-label')}</Button>}
    </section>
  )
}
