// One device: what it is and where it stands.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import type { Params } from '../../../lib/router.ts'
import { Tag } from '../../../ui/base.tsx'
import { DevicePage, type Shown } from './frame.tsx'
import { stateTag } from './said.ts'

export default function Screen({ params }: { params: Params }): VNode {
  return <DevicePage id={params.id ?? ''} at="overview">{shown => <About {...shown} />}</DevicePage>
}

export function About({ device }: Shown): VNode {
  const words = [['address', device.address], ['building', device.building], ['zone', device.zone], ['maker', device.maker], ['model', device.model], ['serial', device.serial]] as const
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('device.about')}</h2>
      <dl class="facts">
        <dt>{t('device.id')}</dt><dd>{device.id}</dd>
        <dt>{t('device.state')}</dt><dd><Tag kind={stateTag(device.state)}>{t(`device.state.${device.state}`)}</Tag></dd>
        {words.map(([name, value]) => value && <><dt key={name}>{t(`device.${name}`)}</dt><dd>{value}</dd></>)}
      </dl>
    </section>
  )
}
