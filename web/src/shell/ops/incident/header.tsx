// Where an incident stands: one clock, whom it waits for, and who comes next if he does not answer.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { t, word } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Clock, Grade, Notice, Tag, When } from '../../../ui/base.tsx'
import { cited, postName } from '../../../lib/noted.ts'
import { Problem } from '../../../lib/problem.ts'
import { type Chain, type Detail, type Role, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { who } from '../words.ts'

export function Header({ of, me }: { of: Detail; me: string | undefined }): VNode {
  const judged = of.grading_by_person?.grade ?? of.grade
  return (
    <section class="stand" aria-label={t('ops.stand')}>
      {of.drill && <Notice kind="warning" title={t('ops.drill-what')} />}
      <p class="marks">
        <Grade of={judged ?? null} /> <Tag kind={of.priority === 'P1' ? 'error' : 'plain'}>{of.priority}</Tag>{' '}
        <strong>{word('stage', of.stage)}</strong> {of.stuck && <Tag kind="warning">{t('ops.stuck')}</Tag>} {of.overdue && <Tag kind="error">{t('ops.overdue')}</Tag>}
        {of.number && <> · {of.number}</>} · {of.subject} · <When at={of.raised_at} />
      </p>
      {of.deadline && <p class="deadline">{t(`ops.until.${of.stage}` as 'ops.until.dispatched')} <Clock until={of.deadline} /></p>}
      <Called of={of} me={me} />
      {of.merged_into && <p><a href={`/ops/e/${of.merged_into}`}>{t('ops.merged-into')}</a></p>}
      {of.parted_from && <p><a href={`/ops/e/${of.parted_from}`}>{t('ops.parted-from')}</a></p>}
      {of.by_hand.length > 0 && (
        <Notice kind="warning" title={t('ops.by-hand-now')}>
          <ul class="plain">{of.by_hand.map(one => <li key={one.action_id}>{word('command', one.command)} {one.asset_id}</li>)}</ul>
        </Notice>
      )}
      <p class="meta">{cited(of.article)}</p>
    </section>
  )
}

const SHOWN_TO: Role[] = ['community_worker', 'official', 'city_operator']
const CALLING = ['dispatched', 'late', 'reopened', 'judged', 'raised']

function Called({ of, me }: { of: Detail; me: string | undefined }): VNode {
  const { roles } = useWatcher()
  const may = SHOWN_TO.some(role => roles.includes(role))
  const chain = useLoad(() => (may ? chainOf(of.community) : Promise.resolve(null)), [of.community, may])
  const following = CALLING.includes(of.stage) ? nextOf(chain.data ?? null, of.level - begunAt(of)) : null
  return (
    <p>
      {t(of.stage === 'dispatched' ? 'ops.called' : 'ops.with')} <strong>{who(of.assignee, me)}</strong>
      {of.post && <> · {t('ops.post', { post: postName(of.post), level: of.level })}</>}
      {following && <> · {t('ops.then')} <strong>{following}</strong></>}
    </p>
  )
}

async function chainOf(community: string): Promise<Chain | null> {
  try {
    return await whole(got(api.GET('/v1/incidents/chains/{community}', { params: { path: { community } } })))
  } catch (error) {
    if (error instanceof Problem && (error.status === 404)) return null
    throw error
  }
}

/** A round of the chain begins anew when the incident is sent back; its levels count on. */
const begunAt = (of: Detail): number => of.timeline.filter(one => one.kind === 'reopened').at(-1)?.level ?? 0

function nextOf(chain: Chain | null, tried: number): string | null {
  if (!chain) return null
  const step = chain.levels[tried]
  if (step) return `${postName(step.post)} (${t(step.place === 'grid' ? 'ops.of-grid' : 'ops.of-community')})`
  return `${t('ops.operator')} ${who(chain.operator, undefined)}`
}
