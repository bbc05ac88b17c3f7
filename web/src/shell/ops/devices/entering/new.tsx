// 登记设备: one device by a form. What is typed stays on this device until the city has it.

import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { go } from '../../../../lib/router.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { ActionBar, Button, Load, Notice, Wait } from '../../../../ui/base.tsx'
import { Post, useWatcher, within } from '../../watcher.tsx'
import { useKinds } from '../ask.ts'
import { partOf } from '../frame.tsx'
import type { Kind } from '../types.ts'
import { card, EMPTY } from './answers.ts'
import { askedOf, Fields, useFilled } from './fields.tsx'

export default function Screen(): VNode {
  return <Post title={t('device.register')} back={within('/ops/devices')}>{community => <New community={community} />}</Post>
}

function New({ community }: { community: string }): VNode {
  const kinds = useKinds(community)
  return <Load of={kinds} quiet>{all => <Form community={community} kinds={all} />}</Load>
}

function Form({ community, kinds }: { community: string; kinds: readonly Kind[] }): VNode {
  const { roles } = useWatcher()
  const { value, set, done, unkept } = useDraft(`device-${community}`, () => ({ ...EMPTY }))
  const kind = kinds.find(one => one.id === value?.kind)
  const filled = useFilled('new', value ?? EMPTY, askedOf(kind, true))
  if (!value) return <Wait />
  const own = roles.includes('community_worker') // who may register what a person wears
  const offered = kinds.filter(one => own || !one.personal)
  async function register(): Promise<void> {
    if (!value) return
    await filled.sending(async () => {
      const made = await got(api.POST('/v1/devices', { body: card(value, community) }))
      await done()
      go(within(partOf(made.id, 'overview')))
    })
  }
  return (
    <>
      <p>{t('device.register-what')}</p>
      <Fields value={value} set={set} filled={filled} kinds={offered} kind={kind} />
      {unkept && <Notice kind="warning" title={t('device.unkept')} />}
      <ActionBar><Button kind="main" onClick={register}>{t('device.register')}</Button></ActionBar>
    </>
  )
}
