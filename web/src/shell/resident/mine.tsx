// 我的设备: what is registered of me, or of whom I am the guardian of, by what right and until when,
// and the way out.

import type { VNode } from 'preact'
import { api, type Got, got, onBehalf } from '../../lib/api.ts'
import { placeName } from '../../lib/config.ts'
import { how, language, t } from '../../lib/i18n.ts'
import { date } from '../../lib/fmt.ts'
import { useLoad } from '../../lib/load.ts'
import { Confirm, Load, Tag, When } from '../../ui/base.tsx'
import { learn, nameOf } from '../ops/names.ts'
import { Alarms, Looks } from './past.tsx'

type Page = Got<'/v1/devices/me'>
type Device = Page['items'][number]
export type Ward = Pick<Got<'/v1/accounts/mandates'>['held'][number], 'principal' | 'name'>
const MOST = 100

async function all(header: ReturnType<typeof onBehalf>): Promise<Page> {
  const page = learn(await got(api.GET('/v1/devices/me', { params: { header } })))
  while (page.next && page.items.length < MOST) {
    const rest = learn(await got(api.GET('/v1/devices/me', { params: { header, query: { after: page.next } } })))
    Object.assign(page, { items: [...page.items, ...rest.items], next: rest.next })
  }
  return page
}

export function MyDevices({ ward }: { ward?: Ward }): VNode {
  const found = useLoad(() => all(onBehalf(ward?.principal)), [ward?.principal])
  const id = `devices-${ward?.principal ?? ''}`
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{ward ? t('mine.of-ward', { name: ward.name }) : t('mine.title')}</h2>
      <Load of={found} quiet isEmpty={page => !page.items.length} empty={<p>{t(ward ? 'mine.none-of-ward' : 'mine.none')}</p>}>
        {page => (
          <>
            <p class="meta">{t(ward ? 'mine.why-of-ward' : 'mine.why')}</p>
            <ul class="bare cards">
              {page.items.map(one => <One key={one.id} of={one} ward={ward} again={found.reload} />)}
            </ul>
            <Kept of={page.kept} />
          </>
        )}
      </Load>
    </section>
  )
}

function One({ of, ward, again }: { of: Device; ward: Ward | undefined; again: () => Promise<void> }): VNode {
  const name = of.kind_name[language.value]
  async function withdraw(): Promise<void> {
    const path = { home_device_id: of.id }
    await got(api.POST('/v1/devices/me/{home_device_id}/withdrawals', { params: { path, header: onBehalf(ward?.principal) } }))
    await again()
  }
  return (
    <li class="card">
      <h3>{name} {of.over && <Tag>{t('mine.over')}</Tag>}</h3>
      <dl class="facts">
        <dt>{t('mine.number')}</dt><dd>{of.id}{of.serial && ` (${of.serial})`}</dd>
        <dt>{t('mine.measures')}</dt><dd>{of.measures.map(one => one.name[language.value]).join(t('mine.and'))}</dd>
        <dt>{t('mine.since')}</dt><dd>{of.since ? date(of.since, how()) : t('me.unknown')}</dd>
        <dt>{t('mine.by')}</dt><dd>{placeName(of.community, language.value)}{of.by && ` · ${nameOf(of.by) ?? of.by}`}</dd>
        <dt>{t('mine.basis')}</dt><dd>{t(of.guardian ? 'mine.basis.guardian' : `mine.basis.${of.basis}`)}: {of.document} <span class="meta">{of.article}</span></dd>
        <dt>{t('mine.until')}</dt><dd>{date(of.until, how())}</dd>
        {of.withdrawn_at && <><dt>{t('mine.withdrawn')}</dt><dd><When at={of.withdrawn_at} />{of.withdrawn_by && ` (${t('mine.by-guardian')})`}</dd></>}
      </dl>
      {!ward && !of.over && <Alarms id={of.id} gauges={of.measures} />}
      {!ward && <Looks id={of.id} />}
      {of.withdrawable && <Confirm title={t('mine.withdraw-title', { name })} action={t('mine.withdraw')} danger done={withdraw}><p>{t('mine.withdraw-what')}</p></Confirm>}
      {!of.over && !of.withdrawable && <p class="meta">{t('mine.contract')}</p>}
    </li>
  )
}

function Kept({ of }: { of: Page['kept'] }): VNode {
  return (
    <details>
      <summary>{t('mine.kept')}</summary>
      <ul>
        {of.map(one => (
          <li key={one.what}>
            {t(`mine.kept.${one.what}`, { days: one.days })}{' '}
            <span class="meta">{one.article === 'local' ? t('mine.local') : one.article}{/[UK]/.test(one.mark) && ` (${t('mine.unverified')})`}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
