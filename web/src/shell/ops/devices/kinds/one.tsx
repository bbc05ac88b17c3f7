// A kind of device: what it measures, what it is told, what it is held to, and how it came to that.

import './kinds.css'
import type { VNode } from 'preact'
import { api, got, matching } from '../../../../lib/api.ts'
import { language, t } from '../../../../lib/i18n.ts'
import { useLoad } from '../../../../lib/load.ts'
import { number } from '../../../../lib/quantities.ts'
import type { Params } from '../../../../lib/router.ts'
import { Confirm, Load, Table, Tag } from '../../../../ui/base.tsx'
import { whole } from '../../types.ts'
import { Post, useWatcher, within } from '../../watcher.tsx'
import { anew } from '../anew.ts'
import { commandName } from '../ask.ts'
import { lasting } from '../lasting.ts'
import { may } from '../may.ts'
import { Limits } from '../rules/limits.tsx'
import { isUnverified, sourceOf } from '../rules/told.ts'
import type { Argument } from '../twin/arguments.ts'
import type { Kind } from '../types.ts'
import { bounds } from '../twin/arguments.tsx'
import { Revisions } from './revisions.tsx'
import { withRules } from './revise.ts'

export default function Screen({ params }: { params: Params }): VNode {
  return <Post title={t('rule.kind')} back={within('/ops/devices/kinds')}>{community => <One id={params.id ?? ''} community={community} />}</Post>
}

function One({ id, community }: { id: string; community: string }): VNode {
  const found = useLoad(() => whole(got(api.GET('/v1/devices/kinds/{kind_id}', { params: { path: { kind_id: id }, query: { community } } }))), [id, community])
  return (
    <Load of={found}>
      {kind => (
        <>
          <h2>{kind.name[language.value]} <code>{kind.id}</code></h2>
          <div class="two kind">
            <div><About of={kind} /><Measures of={kind} /></div>
            <div><Rules of={kind} again={found.reload} /><Revisions of={kind} community={community} again={found.reload} /></div>
          </div>
        </>
      )}
    </Load>
  )
}

function About({ of }: { of: Kind }): VNode {
  const marks = (['leased', 'safety', 'personal', 'sensitive'] as const).filter(one => of[one])
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('device.about')}</h2>
      <dl class="facts">
        <dt>{t('rule.sort')}</dt><dd>{t(of.own ? 'rule.sort.own' : 'rule.sort.catalogue')}</dd>
        <dt>{t('rule.owner')}</dt><dd>{t(`rule.owner.${of.owner}`)}</dd>
        <dt>{t('rule.prefix')}</dt><dd>{of.prefix}</dd>
        <dt>{t('rule.every')}</dt><dd>{lasting(of.every_seconds)}</dd>
        <dt>{t('rule.silent-after')}</dt><dd>{lasting(of.every_seconds * of.silent_after)}</dd>
        <dt>{t('rule.bearers')}</dt><dd>{of.bearers.map(one => t(`device.bearer.${one}`)).join(' · ')}</dd>
        <dt>{t('twin.commands')}</dt><dd>{of.commands.length ? <ul class="bare">{of.commands.map(one => <li key={one.command}>{commandName(one.command, of)} {one.arguments?.map(told).join(' · ')}</li>)}</ul> : t('rule.none')}</dd>
        {marks.length > 0 && <><dt>{t('rule.marks')}</dt><dd>{marks.map(one => <span key={one}><Tag>{t(`rule.mark.${one}`)}</Tag> </span>)}</dd></>}
        {of.smart_data_model && <><dt>{t('rule.data-model')}</dt><dd>{of.smart_data_model}</dd></>}
        <dt>{t('rule.source')}</dt><dd>{sourceOf(of.article, of)}{isUnverified(of) && ` (${t('ops.unverified')})`}</dd>
      </dl>
    </section>
  )
}

const told = (one: Argument): string =>
  [one.name[language.value], bounds(one), one.unit, one.optional && t('form.optional')].filter(Boolean).join(' ')

function Measures({ of }: { of: Kind }): VNode {
  return (
    <section aria-labelledby="measures">
      <h2 id="measures">{t('rule.measures')}</h2>
      {!of.measures.length && <p class="meta">{t('rule.no-measures')}</p>}
      {of.measures.length > 0 && (
        <Table caption={t('rule.measures-count', { count: of.measures.length })} rows={of.measures} id={one => one.measure} columns={[
          { title: t('rule.measure'), cell: one => <>{one.name[language.value]} <code>{one.measure}</code></> },
          { title: t('rule.range'), cell: one => `${number(one.least, 3)} – ${number(one.most, 3)} ${one.unit === '1' ? '' : one.unit}` },
          { title: t('rule.precision'), end: true, cell: one => number(one.precision, 4) },
          { title: 'NGSI-LD', cell: one => (one.ngsi ? `${one.ngsi.attribute}${one.ngsi.factor === 1 ? '' : ` × ${one.ngsi.factor}`}` : '—') },
        ]} />
      )}
    </section>
  )
}

function Rules({ of, again }: { of: Kind; again: () => Promise<void> }): VNode {
  const { roles } = useWatcher()
  const makes = of.owner === 'devices' && may('make', roles)
  const params = { path: { kind_id: of.id }, header: matching(of.version) }
  const without = (id: string) => () =>
    anew(() => got(api.PUT('/v1/devices/kinds/{kind_id}', { params, body: withRules(of, of.rules.filter(one => one.id !== id)) })), again)
  return (
    <section aria-labelledby="limits">
      <h2 id="limits">{t('rule.limits')}</h2>
      <Limits kind={of} />
      {makes && of.rules.length > 0 && (
        <details>
          <summary>{t('rule.switch-off')}</summary>
          <ul class="bare">{of.rules.map(one => <li key={one.id}><code>{one.id}</code> <Confirm title={t('rule.off-title', { rule: one.id })} action={t('rule.off-this', { rule: one.id })} danger done={without(one.id)}><p>{t('rule.off-what')}</p></Confirm></li>)}</ul>
        </details>
      )}
    </section>
  )
}
