// All that data can be: awaited, here, empty, old, refused, failed; and what a screen says of itself.

import type { ComponentChildren, VNode } from 'preact'
import { signIn } from '../lib/auth.ts'
import { clock, moment } from '../lib/fmt.ts'
import { how, t } from '../lib/i18n.ts'
import type { Loaded } from '../lib/load.ts'
import type { Problem } from '../lib/problem.ts'
import { Button } from './press.tsx'

type Inside = { children?: ComponentChildren }

export function Notice(p: Inside & { kind?: 'info' | 'ok' | 'warning' | 'error'; title?: string }): VNode {
  const kind = p.kind ?? 'info'
  return (
    <section class={`notice ${kind}`}>
      <p class="what">{p.title ?? t(`notice.${kind}`)}</p>
      {p.children}
    </section>
  )
}

/** Shown after 300 ms, with words after 3 s, so that what is quick does not flicker. */
export function Wait({ lines = 3 }: { lines?: number }): VNode {
  return (
    <div class="wait" role="status">
      {Array.from({ length: lines }, (_, n) => <span key={n} class="bone" />)}
      <span class="slow">{t('load.slow')}</span>
    </div>
  )
}

/** In words, with its code; who refuses says who could allow it. */
export function Trouble({ of, retry }: { of: Problem; retry?: () => unknown }): VNode {
  const signedOut = of.status === 401 || of.code === 'session-ended'
  const forbidden = of.status === 403 && !signedOut
  return (
    <div class="trouble" role={retry ? 'status' : 'alert'}>
      <p><strong>{of.words}</strong> <code>{of.code}</code></p>
      {forbidden && <p>{t('load.forbidden')}</p>}
      {of.isAway && <p>{t('load.otherwise')}</p>}
      {signedOut ? <Button onClick={() => signIn()}>{t('auth.sign-in')}</Button>
        : retry && <Button onClick={retry}>{t('load.retry')}</Button>}
    </div>
  )
}

interface LoadProps<T> {
  of: Loaded<T>
  isEmpty?: (data: T) => boolean
  empty?: ComponentChildren // why there is nothing, and what to do
  quiet?: boolean // without its own line of how old it is
  children: (data: T) => ComponentChildren
}

/** All that data can be: awaited, here, empty, old, refused, failed. Old data never looks live. */
export function Load<T>({ of, isEmpty, empty, quiet, children }: LoadProps<T>): VNode {
  if (of.data === undefined)
    return of.problem ? <Trouble of={of.problem} retry={of.reload} /> : <Wait />
  return (
    <div class={of.problem ? 'stale' : 'fresh'}>
      {of.problem && <Stale of={of} />}
      <div class="data">{isEmpty?.(of.data) ? <div class="empty">{empty}</div> : children(of.data)}</div>
      {!quiet && !of.problem && of.at !== undefined && <p class="age">{aged(of.at)}</p>}
    </div>
  )
}

function Stale<T>({ of }: { of: Loaded<T> }): VNode {
  return (
    <div class="bar" role="status">
      <span>{t('load.stale')} {of.at !== undefined && aged(of.at)}</span>{' '}
      <Button small onClick={of.reload}>{t('load.retry')}</Button>
    </div>
  )
}

const HOURS = 4 * 3_600_000 // ms after which a time without its day may be taken for today's

function aged(at: number): string {
  const now = Date.now()
  return t('load.at', { time: now - at < HOURS ? clock(at, how(), true) : moment(at, now, how()) })
}
