// What a timeline notes in codes, in words: `close GV-1: done`, `D6-phone: town`, `vacant: duty`.

import { config } from './config.ts'
import { language, tOr, word } from './i18n.ts'

/** A post as the city's file calls it, else as the roster's words or a role do; its code if none does. */
export const postName = (post: string): string =>
  config.value?.posts?.[post]?.[language.value] ?? tOr(`post.${post}`, word('role', post))

const vacant = (one: string): string => {
  const [post = '', flaw] = one.split(' ')
  return flaw ? `${postName(post)} (${said('unreadable', {})})` : postName(post)
}
const said = (note: string, values: Record<string, string>): string => tOr(`note.${note}`, note, values)
const CODES = new Set(['abnormal-again', 'community-closed', 'unread', 'undelivered', 'person-left'])
const READ: [RegExp, (...found: string[]) => string][] = [
  [/^([a-z]\w*) (\S+): ([a-z_]+)$/, (command = '', asset = '', outcome = '') => isSo(`${word('command', command)} ${asset}`, word('outcome', outcome))],
  [/^vacant: (.+)$/, (posts = '') => said('vacant', { posts: listed(posts.split(', ').map(vacant)) })],
  [/^\S+: (\d+) min$/, (minutes = '') => said('minutes', { minutes })],
  [/^(?:(.*); )?duties: (.+)$/s, (reason = '', duties = '') => joined(reason, said('duties', { duties }))],
  [/^(.*); sensor fault: (.*)$/s, (rest = '', why = '') => joined(noted(rest), said('sensor-fault', { why }))],
  [/^(.*); unreported ([^:]+): (.*)$/s, (lesson = '', duties = '', why = '') => joined(lesson, said('unreported', { duties, why }))],
  [/^([A-Z]\S+): ([a-z_]+)$/, (duty = '', to = '') => `${word('to', to)} (${duty})`],
  [/^(\S+): (\d+) abnormal$/, (asset = '', count = '') => isSo(asset, said('abnormal', { count }))],
  [/^(\D*\d{3}) (phone|written|in-person): (.*)$/s, (whom = '', channel = '', text = '') => isSo(`${whom} ${word('channel', channel)}`, text)],
  [/^R-\S+: (\d+)$/, (count = '') => said('people', { count })],
]

export function noted(note: string): string {
  if (CODES.has(note)) return said(note, {})
  for (const [form, read] of READ) {
    const found = form.exec(note)
    if (found) return read(...found.slice(1))
  }
  return note
}

const joined = (first: string, second: string): string => (first ? said('also', { first, second }) : second)

/** Several in a row, as each language parts them. */
export const listed = (words: readonly string[]): string => words.join(language.value === 'zh' ? '、' : ', ')

/** A thing, and what is said of it, with the colon of the language. */
export const isSo = (what: string, is: string): string => tOr('note.is', '{what}: {is}', { what, is })

/** The source of a rule, a law by its title; of what only a city's row names, as the city wrote it. */
export const cited = (article: string): string => tOr(`source.${article}`, article.replace(/\blocal\b/, word('note', 'local')))
