// 登记设施: one asset by a form. What is typed stays on this device until the city has it.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { go } from '../../../../lib/router.ts'
import { ActionBar, Button, Notice, Wait } from '../../../../ui/base.tsx'
import { Post, useWatcher, within } from '../../watcher.tsx'
import { keeps } from '../may.ts'
import { card, EMPTY, FIRST, NEEDED } from './answers.ts'
import { Fields, useFilled } from './fields.tsx'

export default function Screen(): VNode {
  return <Post title={t('ops.asset-register')} back={within('/ops/assets')}>{community => <New community={community} />}</Post>
}

function New({ community }: { community: string }): VNode {
  const { roles } = useWatcher()
  const { value, set, done } = useDraft(`asset:${community}`, () => EMPTY)
  const filled = useFilled(value ?? EMPTY, [...FIRST, ...NEEDED])
  if (!keeps(roles)) return <Notice title={t('ops.asset-keepers')} />
  if (!value) return <Wait />
  async function register(): Promise<void> {
    if (!value) return
    await filled.sending(async () => {
      const made = await got(api.POST('/v1/facilities/assets', { body: card(value, community) }))
      await done()
      go(within(`/ops/assets/${made.id}`))
    })
  }
  return (
    <>
      <p>{t('ops.asset-register-what')} <a href={within('/ops/imports')}>{t('ops.imports')}</a></p>
      <Fields value={value} set={set} filled={filled} fresh />
      <ActionBar><Button kind="main" onClick={register}>{t('ops.asset-register')}</Button></ActionBar>
    </>
  )
}
