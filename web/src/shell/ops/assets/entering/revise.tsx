// Correcting what is registered of an asset, and what it is certified for. Who was quicker is seen
// beside it, and a person decides.

import type { VNode } from 'preact'
import { api, got, matching } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button } from '../../../../ui/base.tsx'
import { useRevising } from '../../revising.ts'
import { Clash } from '../../rosters/clash.tsx'
import type { Asset, AssetNow } from '../../types.ts'
import { coded, listed } from '../../words.ts'
import { type Answers, answersOf, moves, type Name, NEEDED, particulars } from './answers.ts'
import { Fields, useFilled } from './fields.tsx'

export default function Revise({ of, again }: { of: AssetNow; again: () => unknown }): VNode {
  const { theirs, ...revising } = useRevising<Answers, Asset>(`asset:${of.id}`, of, again)
  const mine = { ...answersOf(of), ...revising.changes }
  const why = moves(mine, of)
  const filled = useFilled(mine, why ? [...NEEDED, 'reason'] : NEEDED)
  async function save(on: number | null): Promise<void> {
    revising.tell('')
    const params = { path: { asset_id: of.id }, header: matching(on) }
    const body = { ...particulars(mine), reason: mine.reason.trim() || null }
    const put = () => got(api.PUT('/v1/facilities/assets/{asset_id}', { params, body }))
    await filled.sending(() => revising.saved(put, t('ops.asset-revised')))
  }
  return (
    <>
      {theirs && <Clash theirs={<Differs of={answersOf(theirs)} than={mine} />} mine={<Differs of={mine} than={answersOf(theirs)} />} useTheirs={() => void revising.over()} useMine={() => save(theirs.version)} />}
      <Fields value={mine} filled={filled} why={why} takes={of.commands.map(one => one.command)} set={revising.set} />
      <div class="batch">
        <Button kind="main" onClick={() => save(revising.base)}>{t('ops.save')}</Button>
        {revising.changed && <Button onClick={revising.over}>{t('ops.let-be')}</Button>}
      </div>
      <span role="status">{revising.told}</span>
    </>
  )
}

/** Only what is another there. */
function Differs({ of, than }: { of: Answers; than: Answers }): VNode {
  const said = (all: Answers, name: Name | 'certified'): string => (name === 'certified' ? listed(all.certified.map(one => coded('command', one))) : all[name])
  const names = (Object.keys(of) as (Name | 'certified')[]).filter(name => said(of, name) !== said(than, name))
  return <dl class="facts">{names.map(name => <><dt key={name}>{t(`ops.asset.${name}`)}</dt><dd>{said(of, name) || '—'}</dd></>)}</dl>
}
