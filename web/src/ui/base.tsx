// What every screen is made of. Native elements first; a state is never told by colour alone.

import { type ComponentChildren, type VNode, createContext } from 'preact'
import { useContext, useEffect, useId, useRef, useState } from 'preact/hooks'
import { session, signIn } from '../lib/auth.ts'
import { clock, deadline, moment, overdue } from '../lib/fmt.ts'
import { how, type Key, language, speak, t, tOr } from '../lib/i18n.ts'
import type { Loaded } from '../lib/load.ts'
import { asProblem } from '../lib/load.ts'
import { choose, isElder, look } from '../lib/look.ts'
import { moves, path } from '../lib/router.ts'
import type { Problem } from '../lib/problem.ts'

type Inside = { children?: ComponentChildren }

/** The frame that a shell gives its pages: what stands above and below each. */
export const Frame = createContext<{ head?: VNode; nav?: VNode }>({})

/** A screen: its title is the h1, the page's title, and what is focused when one comes to it. */
export function Page(p: Inside & { title: string; back?: string; wide?: boolean; bar?: VNode }): VNode {
  const heading = useRef<HTMLHeadingElement>(null)
  const { head, nav } = useContext(Frame)
  useEffect(() => {
    document.title = `${p.title} · ${t('app.name')}`
  }, [p.title])
  useEffect(() => {
    if (moves.value > 1) heading.current?.focus()
  }, [])
  return (
    <>
      <header class="top">
        {p.back && <a class="back" href={p.back}>{t('app.back')}</a>}
        <h1 tabIndex={-1} ref={heading}>{p.title}</h1>
        {!(isElder() && p.back) && <Wishes />}
      </header>
      {head}
      {session.value.state === 'ended' && <Ended />}
      <main class={p.wide ? 'wide' : ''}>{p.children}</main>
      {p.bar}
      {!isElder() && nav}
    </>
  )
}

function Wishes(): VNode {
  const other = language.value === 'zh' ? 'en' : 'zh'
  const large = look.value === 'elder-max'
  return (
    <div class="wishes">
      <button class="link" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void speak(other)}>
        {t('app.other-language')}
      </button>
      {(look.value === 'normal' || isElder()) && (
        <button class="link" aria-pressed={large} onClick={() => choose(large ? 'normal' : 'elder-max')}>
          {t(large ? 'app.normal' : 'app.elder')}
        </button>
      )}
    </div>
  )
}

function Ended(): VNode {
  return (
    <div class="bar" role="status">
      <span>{t('auth.ended')}</span> <Button small onClick={() => signIn()}>{t('auth.sign-in')}</Button>
    </div>
  )
}

export interface Tab {
  to: string
  title: string
  under?: string[] // other first parts of paths that belong to it
}

export function Nav({ tabs, label }: { tabs: Tab[]; label: string }): VNode {
  const fits = (tab: Tab) => [tab.to, ...(tab.under ?? [])].filter(to => path.value === to || path.value.startsWith(`${to}/`)).map(to => to.length)
  const best = Math.max(...tabs.flatMap(fits)) // of `/ops` and `/ops/hazards` the longer one
  const here = (tab: Tab) => fits(tab).includes(best)
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(tab => (
        <a key={tab.to} href={tab.to} aria-current={here(tab) ? 'page' : undefined}>{tab.title}</a>
      ))}
    </nav>
  )
}

interface Press extends Inside {
  onClick?: () => unknown // of a promise the button waits, and tells why it was not kept
  kind?: 'main' | 'danger' | 'plain'
  small?: boolean
  type?: 'button' | 'submit'
  label?: string
}

/** Never disabled: while it works it says so, and what fails stands beside it. */
export function Button(p: Press): VNode {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  async function press(): Promise<void> {
    if (busy || !p.onClick) return
    setBusy(true)
    setProblem(undefined)
    try {
      await p.onClick()
    } catch (error) {
      setProblem(asProblem(error))
    }
    setBusy(false)
  }
  return (
    <>
      <button type={p.type ?? 'button'} class={`${p.kind ?? 'plain'}${p.small ? ' small' : ''}`}
        aria-busy={busy} aria-label={p.label} onClick={p.onClick && press}>{p.children}</button>
      {problem && <Trouble of={problem} />}
    </>
  )
}

/** The one next action; it stays at the bottom of a phone. */
export function ActionBar({ children }: Inside): VNode {
  return <div class="actions">{children}</div>
}

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
      {signedOut ? <button type="button" onClick={() => void signIn()}>{t('auth.sign-in')}</button>
        : retry && <button type="button" onClick={() => void retry()}>{t('load.retry')}</button>}
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
      <button type="button" class="small" onClick={() => void of.reload()}>{t('load.retry')}</button>
    </div>
  )
}

const aged = (at: number): string => t('load.at', { time: clock(at, how(), true) })

interface Ask {
  title: string
  action: string
  reason?: boolean // asked for, and given to `done`
  danger?: boolean
  done: (reason: string) => unknown
  children?: ComponentChildren
}

/** A button that asks before it does what cannot be undone. */
export function Confirm(p: Ask): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [missing, setMissing] = useState(false)
  async function yes(): Promise<void> {
    const reason = field.current?.value.trim() ?? ''
    setMissing(Boolean(p.reason && !reason))
    if (p.reason && !reason) return field.current?.focus()
    await p.done(reason)
    dialog.current?.close()
  }
  return (
    <>
      <Button kind={p.danger ? 'danger' : 'plain'} onClick={() => dialog.current?.showModal()}>{p.action}</Button>
      <dialog ref={dialog} aria-labelledby={id}>
        <h2 id={id}>{p.title}</h2>
        {p.children}
        {p.reason && (
          <label class="field">{t('confirm.reason')}
            {missing && <span class="fault">{t('confirm.reason-missing')}</span>}
            <textarea ref={field} rows={3} aria-invalid={missing} />
          </label>
        )}
        <div class="pair">
          <Button onClick={() => dialog.current?.close()}>{t('confirm.no')}</Button>
          <Button kind={p.danger ? 'danger' : 'main'} onClick={yes}>{p.action}</Button>
        </div>
      </dialog>
    </>
  )
}

export function Tag({ kind = 'plain', children }: Inside & { kind?: 'plain' | 'ok' | 'warning' | 'error' }): VNode {
  return <span class={`tag ${kind}`}>{children}</span>
}

const GRADES = { I: ['red', '▲'], II: ['orange', '◆'], III: ['yellow', '●'], IV: ['blue', '■'] } as const
export type Level = keyof typeof GRADES

/** By colour, shape and words; `null` is not judged yet. */
export function Grade({ of, brief }: { of: Level | null | undefined; brief?: boolean }): VNode {
  if (!of) return <Tag>{t('grade.none')}</Tag>
  const [color, shape] = GRADES[of]
  return (
    <span class={`grade ${color}`}>
      <span aria-hidden="true">{shape}</span> {t(`grade.${of}${brief ? '-brief' : ''}` as Key)}
    </span>
  )
}

/** How long is left, in words; told anew every ten seconds. */
export function Clock({ until }: { until: string | null | undefined }): VNode | null {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  if (!until) return null
  return <time class={overdue(until, now) ? 'clock late' : 'clock'} dateTime={until}>{deadline(until, now, how())}</time>
}

export const When = ({ at }: { at: string }): VNode => (
  <time dateTime={at}>{moment(at, Date.now(), how())}</time>
)

export interface Happening {
  id: string | number
  at: string
  what: ComponentChildren
  by?: ComponentChildren
  more?: ComponentChildren
}

/** Facts in their order; what is corrected is a fact of its own. */
export function Timeline({ of, label }: { of: Happening[]; label: string }): VNode {
  return (
    <ol class="timeline" aria-label={label}>
      {of.map(one => (
        <li key={one.id}>
          <When at={one.at} /> <strong>{one.what}</strong>{one.by && <> · {one.by}</>}
          {one.more && <div>{one.more}</div>}
        </li>
      ))}
    </ol>
  )
}

export interface Column<T> {
  title: string
  cell: (row: T) => ComponentChildren
  end?: boolean // numbers
}

/** Of up to a hundred rows; on a phone each row becomes a block with the titles beside the values. */
export function Table<T>(p: { rows: T[]; columns: Column<T>[]; caption: string; id: (row: T) => string }): VNode {
  return (
    <table>
      <caption>{p.caption}</caption>
      <thead>
        <tr>{p.columns.map(c => <th key={c.title} scope="col" class={c.end ? 'end' : ''}>{c.title}</th>)}</tr>
      </thead>
      <tbody>
        {p.rows.map(row => (
          <tr key={p.id(row)}>
            {p.columns.map(c => <td key={c.title} data-title={c.title} class={c.end ? 'end' : ''}>{c.cell(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Words of a code that the API gave: `word('role', 'resident')` is texts' `role.resident`. */
export const word = (kind: string, code: string): string => tOr(`${kind}.${code}`, code)
