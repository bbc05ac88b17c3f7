// The kinds of devices: those of the catalogue, which every city knows, and the city's own.

import '../rules/rules.css'
import type { VNode } from 'preact'
import { api, got } from '../../../../lib/api.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { query } from '../../../../lib/router.ts'
import { Button, Load, Table, Tag } from '../../../../ui/base.tsx'
import { usePaged } from '../../pages.ts'
import { Pick } from '../../pick.tsx'
import { whole } from '../../types.ts'
import { Post, useWatcher, within } from '../../watcher.tsx'
import { lasting } from '../lasting.ts'
import { may } from '../may.ts'
import type { Kind } from '../types.ts'

const SORTS = ['catalogue', 'own', 'revised'] as const
type Sort = (typeof SORTS)[number]

export default function Screen(): VNode {
  return <Post title={t('rule.kinds')} back={within('/ops/devices')}>{community => <Kinds community={community} />}</Post>
}

const FITS: Record<Sort, (one: Kind) => boolean> = { catalogue: one => !one.own, own: one => one.own, revised: one => !one.own && one.version !== null }

const named = (one: Kind, other: Kind): number => Number(one.own) - Number(other.own) || one.name[language.value].localeCompare(other.name[language.value], language.value)

function Kinds({ community }: { community: string }): VNode {
  const { roles } = useWatcher()
  const sort = SORTS.find(one => one === query.value.get('sort')) ?? null
  const found = usePaged(after => whole(got(api.GET('/v1/devices/kinds', { params: { query: { community, after } } }))), [community])
  return (
    <>
      {may('make', roles) && <p><a class="button main" href={within('/ops/devices/kinds/new')}>{t('kind.new')}</a></p>}
      <div class="filters"><Pick label={t('rule.sort')} name="sort" value={sort} of={SORTS} word={one => t(`rule.sort.${one}`)} /></div>
      <Load of={found}>
        {all => {
          const rows = all.filter(one => !sort || FITS[sort](one)).sort(named)
          if (!rows.length) return <p>{t('rule.no-kinds')}</p>
          return (
            <Table caption={t('rule.kinds-count', { count: rows.length })} rows={rows} id={one => one.id} columns={[
              { title: t('device.kind'), cell: one => <><a href={within(`/ops/devices/kinds/${one.id}`)}>{one.name[language.value]}</a> <span class="meta">{one.id} · {one.prefix}</span></> },
              { title: t('rule.sort'), cell: one => <>{t(one.own ? 'rule.sort.own' : 'rule.sort.catalogue')}{FITS.revised(one) && <> <Tag>{t('rule.sort.revised')}</Tag></>}</> },
              { title: t('rule.owner'), cell: one => t(`rule.owner.${one.owner}`) },
              { title: t('rule.every'), cell: one => lasting(one.every_seconds) },
              { title: t('rule.measures'), end: true, cell: one => one.measures.length },
              { title: t('rule.limits'), end: true, cell: one => (one.owner === 'devices' ? one.rules.length : '—') },
            ]} />
          )
        }}
      </Load>
      {found.further && <Button onClick={found.further}>{t('device.show-more')}</Button>}
    </>
  )
}
