// What happened, in order; what is corrected is a fact of its own.

import type { VNode } from 'preact'
import { t, word } from '../../../lib/i18n.ts'
import { cited, noted } from '../../../lib/noted.ts'
import { filter, query } from '../../../lib/router.ts'
import { Grade, Timeline, When } from '../../../ui/base.tsx'
import { type Sort, sorted } from '../order.ts'
import type { Detail, Line } from '../types.ts'
import { isSo, who } from '../words.ts'

const SORTS: Sort[] = ['all', 'people', 'devices', 'decisions']

export function Facts({ of, me }: { of: Detail; me: string | undefined }): VNode {
  const by = (query.value.get('facts') ?? 'all') as Sort
  const facts = sorted(of.timeline, by)
  const from = new Map(of.timeline.map((one, n, all) => [one.seq, all[n - 1]?.assignee]))
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{t('ops.facts')}</h2>
      <p><a href={`/ops/e/${of.id}/replay`}>{t('ops.replay-open')}</a></p>
      <fieldset class="sorts">
        <legend class="hidden">{t('ops.facts-which')}</legend>
        {SORTS.map(one => (
          <label key={one} class="choice">
            <input type="radio" name="facts" checked={by === one} onChange={() => filter({ facts: one === 'all' ? null : one })} /> {t(`ops.facts-${one}`)}
          </label>
        ))}
      </fieldset>
      {!facts.length && <p class="meta">{t('ops.none-such')}</p>}
      <Timeline label={t('ops.facts')} of={facts.map(one => ({ id: one.seq, at: one.at, what: word('ops.fact', one.kind), by: by_(one, me), more: more(one, me, from.get(one.seq)) }))} />
    </section>
  )
}

const GIVEN: Line['kind'][] = ['dispatched', 'reassigned', 'relieved']
const by_ = (one: Line, me: string | undefined) => (one.by ? who(one.by, me) : undefined)

function more(one: Line, me: string | undefined, from: string | null | undefined) {
  const parts = []
  if (one.assignee && GIVEN.includes(one.kind)) parts.push(t('ops.to', { who: who(one.assignee, me) }))
  if (one.level !== null && one.level !== undefined && one.kind !== 'dispatched' && one.kind.startsWith('told')) parts.push(t('ops.level', { level: one.level }))
  if (one.kind === 'relieved' && from) parts.push(t('ops.relieved-from', { who: who(from, me) }))
  if (one.note) parts.push(inWords(one))
  if (one.evidence?.length) parts.push(t('ops.photos-count', { count: one.evidence.length }))
  const late = one.happened_at && Math.abs(Date.parse(one.happened_at) - Date.parse(one.at)) > 60_000
  if (!parts.length && !one.graded && !late) return undefined
  return (
    <span class="meta">
      {parts.join(' · ')}
      {one.graded && <> <Grade of={one.graded.grade} brief /> {cited(one.graded.article)}{one.graded.verified ? '' : ` (${t('ops.unverified')})`}</>}
      {late && one.happened_at && <> · {t('ops.happened')} <When at={one.happened_at} /></>}
    </span>
  )
}

/** Of a relief the note is what was said to who came, of a notice its kind. */
function inWords({ kind, note }: Line): string {
  if (kind === 'relieved') return isSo(t('ops.relief-note'), note ?? '')
  if (kind.startsWith('told')) return word('ops.notice', note ?? '')
  return noted(note ?? '')
}
