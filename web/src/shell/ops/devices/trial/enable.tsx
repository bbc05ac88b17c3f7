// What was tried is put in force for all devices of its kind, and taken back by one press.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { Problem } from '../../../../lib/problem.ts'
import { Confirm, Notice } from '../../../../ui/base.tsx'
import { whole } from '../../types.ts'
import { useWatcher } from '../../watcher.tsx'
import { withRules } from '../kinds/revise.ts'
import { may } from '../may.ts'
import type { Kind } from '../types.ts'
import type { Sent } from './draft.ts'

interface Props { kind: Kind; rule: Sent; again: () => Promise<void>; kept: () => Promise<void> }

export function Enable({ kind, rule, again, kept }: Props): VNode {
  const { roles } = useWatcher()
  const [done, tell] = useState<{ was: number; is: number }>()
  const [stale, clash] = useState(false)
  if (!may('make', roles)) return <p class="act">{t('rule.who-enables')}</p>
  const path = { kind_id: kind.id }
  const replaces = kind.rules.some(one => one.id === rule.id)
  async function enable(): Promise<void> {
    const rules = [...kind.rules.filter(one => one.id !== rule.id), rule]
    try {
      const after = await whole(got(api.PUT('/v1/devices/kinds/{kind_id}', { params: { path, header: matching(kind.version) }, body: withRules(kind, rules) })))
      tell({ was: kind.version ?? 0, is: after.version ?? 0 })
      clash(false)
      await kept()
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error
      clash(true)
    }
    await again()
  }
  async function undo(): Promise<void> {
    if (!done) return
    await got(api.POST('/v1/devices/kinds/{kind_id}/reversals', { params: { path, header: matching(done.is) }, body: { to: done.was } }))
    tell(undefined)
    await again()
  }
  return (
    <section class="act" aria-labelledby="enable">
      <h2 id="enable">{t('rule.enable-title')}</h2>
      {stale && <Notice kind="warning" title={t('rule.stale', { version: kind.version ?? 0 })} />}
      {done ? (
        <>
          <Notice kind="ok" title={t('rule.enabled', { rule: rule.id, version: done.is })} />
          <Confirm title={t('rule.undo-title')} action={t('rule.undo')} done={undo}><p>{t('rule.undo-what', { version: done.was })}</p></Confirm>
        </>
      ) : (
        <>
          <p>{t(replaces ? 'rule.enable-replaces' : 'rule.enable-what', { rule: rule.id })}</p>
          <Confirm title={t('rule.enable-ask', { rule: rule.id })} action={t('rule.enable')} done={enable}><p>{t(replaces ? 'rule.enable-replaces' : 'rule.enable-what', { rule: rule.id })}</p></Confirm>
        </>
      )}
    </section>
  )
}
