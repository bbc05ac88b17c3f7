// What is wrong with a device, what it is held to, and when it is worked on.

import type { VNode } from 'preact'
import { t } from '../../../../lib/i18n.ts'
import type { Params } from '../../../../lib/router.ts'
import { DevicePage, type Shown } from '../frame.tsx'
import { Unseen } from '../unseen.tsx'
import { Alarms } from './alarms.tsx'
import { Limits } from './limits.tsx'
import { PersonalAlarms } from './personal.tsx'
import { Windows } from './windows.tsx'

export default function Screen({ params }: { params: Params }): VNode {
  return <DevicePage id={params.id ?? ''} at="rules" unseen={problem => <Unseen id={params.id ?? ''} problem={problem}>{of => <PersonalAlarms {...of} />}</Unseen>}>{shown => <Held {...shown} />}</DevicePage>
}

function Held({ device, kind }: Shown): VNode {
  return (
    <>
      {kind.personal ? <PersonalAlarms device={device} kind={kind} /> : <Alarms device={device} kind={kind} />}
      <section aria-labelledby="limits">
        <h2 id="limits">{t('rule.limits')}</h2>
        <Limits kind={kind} device={device} />
      </section>
      <Windows device={device} kind={kind} />
    </>
  )
}
