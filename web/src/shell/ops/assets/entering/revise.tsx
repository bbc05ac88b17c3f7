// Correcting what is registered of an asset, and what it is certified for. Who was quicker is seen
// beside it, and a person decides.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button } from '../../../../ui/base.tsx'
import { Clash, useClash } from '../../rosters/clash.tsx'
import type { Asset, AssetNow } from '../../types.ts'
import { coded, listed } from '../../words.ts'
import { type Answers, answersOf, moves, type Name, NEEDED, particulars } from './answers.ts'
import { Fields, useFilled } from './fields.tsx'

interface Edited {
  changes: Partial<Answers>
  version: number | null // of the asset that is being corrected
}
const NONE: Edited = { changes: {}, version: null }

export default function Revise({ of, again }: { of: AssetNow; again: () => unknown }): VNode {
  const draft = useDraft<Edited>(`asset:${of.id}`, () => NONE)
  const { changes, version } = draft.value ?? NONE
  const clash = useClash<Asset>()
  const [told, tell] = useState('')
  const mine = { ...answersOf(of), ...changes }
  const why = moves(mine, of)
  const filled = useFilled(mine, why ? [...NEEDED, 'reason'] : NEEDED)
  async function over(): Promise<void> {
    clash.over()
    draft.set(NONE)
    await draft.done()
    await again()
  }
  async function save(on: number | null): Promise<void> {
    tell('')
    const params = { path: { asset_id: of.id }, header: matching(on) }
    const body = { ...particulars(mine), reason: mine.reason.trim() || null }
    await filled.sending(async () => {
      if (!(await clash.saving(() => got(api.PUT('/v1/facilities/assets/{asset_id}', { params, body }))))) return
      await over()
      tell(t('ops.asset-revised'))
    })
  }
  const base = version ?? of.version
  return (
    <>
      {clash.theirs && <Clash theirs={<Differs of={answersOf(clash.theirs)} than={mine} />} mine={<Differs of={mine} than={answersOf(clash.theirs)} />} useTheirs={() => void over()} useMine={() => save(clash.theirs?.version ?? null)} />}
      <Fields value={mine} filled={filled} why={why} takes={of.commands.map(one => one.command)} set={set => draft.set({ changes: { ...changes, ...set }, version: base })} />
      <div class="batch">
        <Button kind="main" onClick={() => save(base)}>{t('ops.save')}</Button>
        {Object.keys(changes).length > 0 && <Button onClick={over}>{t('ops.let-be')}</Button>}
      </div>
      <span role="status">{told}</span>
    </>
  )
}

/** Only what is another there. */
function Differs({ of, than }: { of: Answers; than: Answers }): VNode {
  const said = (all: Answers, name: Name | 'certified'): string => (name === 'certified' ? listed(all.certified.map(one => coded('command', one))) : all[name])
  const names = (Object.keys(of) as (Name | 'certified')[]).filter(name => said(of, name) !== said(than, name))
  return <dl class="facts">{names.map(name => <><dt key={name}>{t(`ops.asset.${name}`)}</dt><dd>{said(of, name) || '—'}</dd></>)}</dl>
}
