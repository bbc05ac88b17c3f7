// One device: what it is, whether it is there, what it measured last, and what may be done to it.

import type { VNode } from 'preact'
import { placeName } from '../../../lib/config.ts'
import { language, t, tOr } from '../../../lib/i18n.ts'
import { number } from '../../../lib/quantities.ts'
import type { Params } from '../../../lib/router.ts'
import { Notice, Tag, When } from '../../../ui/base.tsx'
import { useWatcher, within } from '../watcher.tsx'
import { Acts } from './about/acts.tsx'
import { Certificates } from './about/certificates.tsx'
import { Latest } from './about/latest.tsx'
import { There } from './about/there.tsx'
import { Revise } from './about/revise.tsx'
import { who } from '../words.ts'
import { ElsewhereLink, hasOther } from './elsewhere.tsx'
import { DevicePage, partOf, type Shown } from './frame.tsx'
import { lasting } from './lasting.ts'
import { may } from './may.ts'
import { stateTag } from './said.ts'

export default function Screen({ params }: { params: Params }): VNode {
  return <DevicePage id={params.id ?? ''} at="overview">{shown => <Overview {...shown} />}</DevicePage>
}

function Overview(shown: Shown): VNode {
  const { roles } = useWatcher()
  const { device, kind } = shown
  const alive = device.state !== 'retired'
  return (
    <div class="columns">
      <div>{kind.personal ? <Personal {...shown} /> : <><There {...shown} /><Latest {...shown} /></>}</div>
      <div><About {...shown} />{alive && may('revise', roles) && <Revise key={device.id} {...shown} />}</div>
      <div>
        {may('keys', roles) && <Certificates {...shown} />}
        <Acts {...shown} />
      </div>
    </div>
  )
}

/** Of what a person wears or has at home nobody sees whether it is there. */
function Personal({ device }: Shown): VNode {
  return (
    <section aria-labelledby="personal">
      <h2 id="personal">{t('device.personal')}</h2>
      <Notice title={t('device.personal-what')}><p><a href={within(partOf(device.id, 'readings'))}>{t('device.personal-readings')}</a></p></Notice>
    </section>
  )
}

function About({ device, kind }: Shown): VNode {
  const words = [['address', device.address], ['building', device.building], ['zone', device.zone], ['serial', device.serial], ['maker', device.maker], ['model', device.model]] as const
  const unsure = kind.mark === 'U' || kind.mark === 'K'
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('device.about')}</h2>
      <dl class="facts">
        <dt>{t('device.id')}</dt><dd>{device.id}</dd>
        <dt>{t('device.state')}</dt><dd><Tag kind={stateTag(device.state)}>{t(`device.state.${device.state}`)}</Tag></dd>
        <dt>{t('device.kind')}</dt><dd>{kind.name[language.value]} <span class="meta">{kind.article === 'local' ? t('device.local') : kind.article}{unsure && ` (${t('ops.unverified')})`}</span></dd>
        {device.grid && <><dt>{t('device.grid')}</dt><dd>{placeName(device.grid, language.value)}</dd></>}
        {words.map(([name, value]) => value && <><dt key={name}>{t(`device.${name}`)}</dt><dd>{value}</dd></>)}
        {device.unit > 1 && <><dt>{t('device.unit')}</dt><dd>{t('device.unit-nth', { nth: device.unit })}</dd></>}
        {device.bearer && <><dt>{t('device.bearer')}</dt><dd>{t(`device.bearer.${device.bearer}`)}</dd></>}
        {device.gateway && <><dt>{t('device.gateway')}</dt><dd><a href={within(partOf(device.gateway, 'overview'))}>{device.gateway}</a></dd></>}
        <dt>{t('device.point')}</dt><dd>{number(device.point.lat, 5)}, {number(device.point.lon, 5)}</dd>
        <dt>{t('device.speaks')}</dt><dd>{t('device.speaks-every', { every: lasting(kind.every_seconds), times: kind.silent_after })}</dd>
        <Whose device={device} />
        <Elsewhere device={device} />
      </dl>
    </section>
  )
}

/** Of a personal kind: whose it is and by what right, as he who may see the device is told. */
function Whose({ device: { agreed, withdrawn_at, withdrawn_by } }: Pick<Shown, 'device'>): VNode | null {
  const { id: me } = useWatcher()
  if (!agreed) return null
  const { person, basis, document, until, guardian } = agreed
  return (
    <>
      <dt>{t('device.person')}</dt><dd>{who(person, me)}</dd>
      <dt>{t('device.basis')}</dt><dd>{tOr(`device.basis.${basis}`, basis)} {document}</dd>
      {guardian && <><dt>{t('device.guardian')}</dt><dd>{who(guardian, me)}</dd></>}
      <dt>{t('device.until')}</dt><dd><When at={until} /></dd>
      {withdrawn_at && <><dt>{t(withdrawn_by ? 'device.withdrawn-by-guardian' : 'device.withdrawn')}</dt><dd><When at={withdrawn_at} /></dd></>}
    </>
  )
}

function Elsewhere({ device }: Pick<Shown, 'device'>): VNode | null {
  const { roles } = useWatcher()
  if (!hasOther(device, roles)) return null
  return <><dt>{t('device.elsewhere')}</dt><dd><ElsewhereLink of={device} /></dd></>
}
