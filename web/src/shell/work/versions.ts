// Of an act that the city did not take: what was meant, what is there now, and what would fit it.

import type { Act } from '../../lib/acts.ts'
import { moment } from '../../lib/fmt.ts'
import { how, t, word } from '../../lib/i18n.ts'
import { hazard, incident, patrol } from './ask.ts'
import { does, taskAt } from './tasks.ts'

type Lines = [string, string][]

/** What of a noun's present state matters to who has done something to it. */
export interface Current {
  standing: string
  assignee: string | null
  deadline: string | null
  level?: number
}

export async function current(act: Act): Promise<Current | null> {
  const at = taskAt(act.about.replace('/', '-'))
  if (at?.sort === 'incident') {
    const { stage, assignee, deadline, level } = await incident(at.id)
    return { standing: word('stage', stage), assignee: assignee ?? null, deadline: deadline ?? null, ...(level === undefined ? {} : { level }) }
  }
  if (at) {
    const { state, assignee, deadline } = await hazard(at.id)
    return { standing: word('work.state', state ?? 'open'), assignee: assignee ?? null, deadline: deadline ?? null }
  }
  const [, walked] = /\/patrols\/([0-9a-f]{26})\//.exec(act.path) ?? []
  if (!walked) return null
  const { state, by } = await patrol(walked)
  return { standing: word('work.patrol-state', state ?? 'walking'), assignee: by, deadline: null }
}

/** An acknowledgement answers a level: of a later one to the same person it answers that. */
export function mended(act: Act, theirs: Current | null): { body?: Record<string, unknown> } {
  const answers = does(act) === 'acknowledge' && theirs?.assignee === act.person && theirs.level !== undefined
  return answers && theirs.level !== act.body.level ? { body: { level: theirs.level } } : {}
}

const SHOWN = ['note', 'words', 'reason', 'level', 'gone', 'category'] as const

export function told(act: Act): Lines {
  const lines: Lines = [[t('work.version.done'), act.what]]
  for (const name of SHOWN) {
    const value = act.body[name]
    if (value === undefined || value === null) continue
    if (name === 'gone') lines.push([t('work.is-it-gone'), t(value ? 'work.gone' : 'work.not-gone')])
    else lines.push([t(`work.version.${name}`), name === 'category' ? word('category', String(value)) : String(value)])
  }
  lines.push([t('work.captured'), moment(act.capturedAt, Date.now(), how())])
  if (act.photos.length) lines.push([t('work.version.photos'), String(act.photos.length)])
  return lines
}

export function wordsOf(now: Current): Lines {
  const lines: Lines = [[t('work.version.standing'), now.standing]]
  if (now.level !== undefined) lines.push([t('work.version.level'), String(now.level)])
  lines.push([t('work.version.assignee'), now.assignee ?? t('work.nobody')])
  if (now.deadline) lines.push([t('work.version.deadline'), moment(now.deadline, Date.now(), how())])
  return lines
}
