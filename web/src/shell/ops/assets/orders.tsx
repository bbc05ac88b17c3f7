// 指令: what this asset was told, by a link or by hand, and what came of it. By hand it is told what a
// row allows; the server judges.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { useOnce } from '../../../lib/once.ts'
import { Confirm, Load } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Select } from '../../../ui/select.tsx'
import { One } from '../incident/links.tsx'
import { upTo } from '../pages.ts'
import { type AssetNow, type Order, type Role, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { coded } from '../words.ts'

type Command = Order['command']
const ORDERERS: Role[] = ['community_worker', 'official', 'city_operator']
const QUIET: Record<string, Command> = { siren: 'silence', broadcast: 'stop_broadcast' } // by who is on site as well
const LOOKED = 100 // of the community's, in which those of the asset are found
const SHOWN = 10
const OFTEN = 15 // seconds

export function Orders({ of }: { of: AssetNow }): VNode | null {
  const { roles } = useWatcher()
  const found = useLoad(() => toThis(of), [of.id, of.version], OFTEN)
  if (!of.certified.length) return null
  const orders = ORDERERS.some(role => roles.includes(role))
  const quiet = QUIET[of.kind]
  const may = [...new Set<Command>([...(orders ? of.certified : []), ...(quiet && (orders || roles.includes('grid_worker')) ? [quiet] : [])])]
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">{t('ops.orders')}</h2>
      <Load of={found} quiet isEmpty={rows => !rows.length} empty={<p class="meta">{t('ops.no-orders')}</p>}>
        {rows => <ul class="bare links">{rows.map(one => <One key={one.id} of={one} again={found.reload} />)}</ul>}
      </Load>
      {may.length > 0 && of.state !== 'retired' && <ByHand of={of} may={may} again={found.reload} />}
    </section>
  )
}

async function toThis(of: AssetNow): Promise<Order[]> {
  if (!of.certified.length) return []
  const { rows } = await upTo(LOOKED, after => whole(got(api.GET('/v1/facilities/actions', { params: { query: { community: of.community, after } } }))))
  return rows.filter(one => one.asset_id === of.id).slice(0, SHOWN)
}

function ByHand({ of, may, again }: { of: AssetNow; may: Command[]; again: () => unknown }): VNode {
  const [chosen, choose] = useState<Command>()
  const [turn, renew] = useState(0)
  const command = may.find(one => one === chosen) ?? (may[0] as Command)
  const key = useOnce(`${command}${turn}`)
  const what = coded('command', command)
  async function order(reason: string): Promise<void> {
    await got(api.POST('/v1/facilities/actions', { params: { header: once(key) }, body: { asset: of.id, command, reason } }))
    renew(turn + 1)
    await again()
  }
  return (
    <>
      <Field id="command" label={t('ops.order-which')}>
        {control => <Select control={control} of={may} value={command} word={one => coded('command', one)} set={choose} />}
      </Field>
      <Confirm title={t('ops.order-title', { id: of.id, what })} action={t('ops.order')} reason done={order}><p>{t('ops.link-confirm-what')}</p></Confirm>
    </>
  )
}
