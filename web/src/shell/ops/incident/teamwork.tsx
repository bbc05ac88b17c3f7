// Working on it together: a word for the others, help, and giving it to somebody else.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { PersonField } from '../person.tsx'
import type { Detail, Role } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { listed, who } from '../words.ts'
import { Written } from './written.tsx'

type Props = { of: Detail; again: () => unknown }
const STAFF: Role[] = ['grid_worker', 'community_worker', 'property_manager', 'official', 'city_operator']
const GIVERS: Role[] = ['community_worker', 'official', 'city_operator'] // of what is another's
const TO_GIVE = ['dispatched', 'acknowledged']
const TO_HELP = ['dispatched', 'acknowledged', 'handled']
const keyOf = (key: string, person: string): string => `${key}${person}`.slice(0, 64)

export function Teamwork({ of, again }: Props): VNode | null {
  const { id: me, roles } = useWatcher()
  const is = (wanted: Role[]) => wanted.some(role => roles.includes(role))
  if (!is(STAFF)) return null
  const gives = TO_GIVE.includes(of.stage) && (of.assignee === me || is(GIVERS))
  const path = { incident_id: of.id }
  return (
    <section aria-labelledby="teamwork">
      <h2 id="teamwork">{t('ops.teamwork')}</h2>
      {of.team.length > 0 && <p>{t('ops.team')} <strong>{listed(of.team.map(one => who(one, me)))}</strong></p>}
      <details>
        <summary>{t('ops.comment')}</summary>
        <Written name={`comment-${of.id}`} label={t('ops.comment-text')} hint={t('ops.comment-hint')} action={t('ops.comment-send')} again={again} send={(text, key) =>
          got(api.POST('/v1/incidents/{incident_id}/comments', { params: { path, header: once(key) }, body: { text } }))} />
      </details>
      {TO_HELP.includes(of.stage) && <details><summary>{t('ops.help')}</summary><Help of={of} again={again} /></details>}
      {gives && <details><summary>{t('ops.reassign')}</summary><Reassign of={of} again={again} /></details>}
    </section>
  )
}

/** Each who was asked is of the team from then on; with nobody named the operator is. */
function Help({ of, again }: Props): VNode {
  const [person, choose] = useState('')
  const path = { incident_id: of.id }
  return (
    <Written name={`help-${of.id}`} label={t('ops.help-reason')} action={t('ops.help-send')} again={async () => { choose(''); await again() }} send={(reason, key) =>
      got(api.POST('/v1/incidents/{incident_id}/helps', { params: { path, header: once(keyOf(key, person)) }, body: { person: person || null, reason } }))}>
      <p class="hint">{t('ops.help-what')}</p>
      <PersonField id="helper" label={t('ops.help-who')} community={of.community} value={person} say={choose} but={[of.assignee, ...of.team]} optional />
    </Written>
  )
}

function Reassign({ of, again }: Props): VNode {
  const [to, choose] = useState('')
  const [missing, miss] = useState(false)
  const path = { incident_id: of.id }
  function named(): boolean {
    miss(!to)
    if (!to) document.getElementById('given-to')?.focus()
    return Boolean(to)
  }
  return (
    <Written name={`reassign-${of.id}`} label={t('ops.reassign-reason')} action={t('ops.reassign-send')} again={async () => { choose(''); await again() }} ready={named} send={(reason, key) =>
      got(api.POST('/v1/incidents/{incident_id}/reassignments', { params: { path, header: once(keyOf(key, to)) }, body: { to, reason } }))}>
      <p class="hint">{t('ops.reassign-what')}</p>
      <PersonField id="given-to" label={t('ops.reassign-to')} community={of.community} value={to} say={choose} but={[of.assignee]} fault={missing ? t('ops.person-missing') : undefined} />
    </Written>
  )
}
