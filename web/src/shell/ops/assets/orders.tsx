// 指令: what this asset was told, by a link or by hand, and what came of it. Only what it is certified
// for and a row lets this person give is offered.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { useNewest } from '../../../lib/newest.ts'
import { useOnce } from '../../../lib/once.ts'
import { Confirm, Load } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Select } from '../../../ui/select.tsx'
import { One } from '../incident/links.tsx'
import { upTo } from '../pages.ts'
import { type AssetNow, type Order, type Role, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { coded, listed } from '../words.ts'

type Command = Order['command']
type Offer = AssetNow['commands'][number]
const LOOKED = 100 // of the community's, in which those of the asset are found
const SHOWN = 10
const OFTEN = 15 // seconds

export function Orders({ of }: { of: AssetNow }): VNode | null {
  const { roles } = useWatcher()
  const found = useNewest(() => toThis(of), [of.id], of.version, OFTEN)
  if (!of.commands.length) return null
  const may = of.commands.filter(one => one.certified && mine(one, roles)).map(one => one.command)
  const none = whyNone(of, roles)
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">{t('ops.orders')}</h2>
      <Load of={found} quiet isEmpty={rows => !rows.length} empty={<p class="meta">{t('ops.no-orders')}</p>}>
        {rows => <ul class="bare links">{rows.map(one => <One key={one.id} of={one} among={rows} again={found.reload} />)}</ul>}
      </Load>
      {none ? <p class="meta">{none}</p> : <ByHand of={of} may={may} again={found.reload} />}
    </section>
  )
}

const mine = (one: Offer, roles: readonly Role[]): boolean => one.by.some(role => roles.includes(role))

/** The first reason that there is; what the person could change, or ask somebody for, is told last. */
function whyNone(of: AssetNow, roles: readonly Role[]): string | undefined {
  const certified = of.commands.filter(one => one.certified)
  const given = certified.filter(one => one.by.length)
  if (of.state === 'retired') return t('ops.order-retired')
  if (!certified.length) return t('ops.order-uncertified', { what: listed(of.commands.map(one => coded('command', one.command))) })
  if (!given.length) return t('ops.order-linked', { what: listed(certified.map(one => coded('command', one.command))) })
  if (given.some(one => mine(one, roles))) return undefined
  return t('ops.order-others', { roles: listed([...new Set(given.flatMap(one => one.by))].map(role => word('role', role))) })
}

async function toThis(of: AssetNow): Promise<Order[]> {
  if (!of.commands.length) return []
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
