// The rules of a kind in words, each with where it comes from.

import './rules.css'
import type { VNode } from 'preact'
import { date } from '../../../../lib/fmt.ts'
import { how, t } from '../../../../lib/i18n.ts'
import { Notice, Table, Tag } from '../../../../ui/base.tsx'
import { useWatcher, within } from '../../watcher.tsx'
import { coded } from '../../words.ts'
import { ElsewhereLink } from '../elsewhere.tsx'
import { may } from '../may.ts'
import type { Device, Kind } from '../types.ts'
import { isUnverified, remarks, type Rule, sentences, sourceOf } from './told.ts'
import { trialOf } from './trying.ts'

export function Limits({ kind, device }: { kind: Kind; device?: Device }): VNode {
  const { roles } = useWatcher()
  const tries = device && !kind.personal && kind.owner === 'devices' && may('try', roles)
  const link = (rule: string) => trialOf(device?.id ?? '', rule)
  if (kind.owner !== 'devices') return <Notice title={t('rule.others')}>{device && <ElsewhereLink of={device} />}</Notice>
  return (
    <>
      <p class="meta">{t(kind.own ? 'rule.of-city' : kind.version ? 'rule.of-catalogue-revised' : 'rule.of-catalogue', { version: kind.version ?? 0 })}{device && <> <a href={within(`/ops/devices/kinds/${kind.id}`)}>{t('rule.kind-open')}</a></>}</p>
      {!kind.rules.length && <p>{t('rule.no-limits')}</p>}
      {kind.rules.length > 0 && (
        <Table caption={t('rule.count', { count: kind.rules.length })} rows={kind.rules} id={one => one.id} columns={[
          { title: t('rule.rule'), cell: one => <code>{one.id}</code> },
          { title: t('rule.when'), cell: one => <Steps of={one} kind={kind} /> },
          { title: t('rule.source'), cell: one => <Source of={one} kind={kind} /> },
          ...(tries ? [{ title: t('rule.try'), cell: (one: Rule) => <a href={link(one.id)}>{t('rule.try-on-past')} <span class="hidden">{one.id}</span></a> }] : []),
        ]} />
      )}
      {tries && <p class="batch"><a class="button" href={link('new')}>{t('rule.write-new')}</a></p>}
    </>
  )
}

export function Steps({ of, kind }: { of: Rule; kind: Kind }): VNode {
  return (
    <>
      <ul class="bare">
        {of.steps.map(step => (
          <li key={step.level}>
            <Tag kind={step.raises === 'incident' ? 'error' : 'warning'}>{t('rule.level', { level: step.level })} · {t(step.raises === 'incident' ? 'rule.raises.incident' : 'rule.raises.hazard')} {step.priority}</Tag>{' '}
            {sentences(step, kind).join(t('rule.then'))} <span class="meta">{coded('category', step.category)}</span>
          </li>
        ))}
      </ul>
      {remarks(of).map(one => <p key={one} class="meta">{one}</p>)}
    </>
  )
}

export function Source({ of, kind }: { of: Rule; kind: Kind }): VNode {
  return (
    <>
      {sourceOf(of.article, kind)}{isUnverified(of) && <> <span class="meta">({t('ops.unverified')})</span></>}
      <br /><span class="meta">{t('rule.from', { day: date(of.effective_from, how()) })}{of.effective_to && ` – ${date(of.effective_to, how())}`}</span>
    </>
  )
}
