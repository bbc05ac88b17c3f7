// Forms: fields, what is wrong with them, what was answered, and what came of it. Nothing is judged
// while one types; what was typed stays; a button is never disabled.

import './form.css'
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { how, language, t, tOr } from '../lib/i18n.ts'
import { moment } from '../lib/fmt.ts'
import { type Field as Asked, said, titleOf } from '../lib/pages.ts'
import type { Fault } from '../lib/validate.ts'

type Inside = { children?: ComponentChildren }

/** What a control needs, to be what its label, hint and fault speak of. */
export interface Control {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean
}

interface FieldProps {
  id: string
  label: string
  hint?: string | undefined
  fault?: string | undefined
  optional?: boolean | undefined
  source?: string | undefined // who said what stands there
  group?: boolean // several controls under one title
  children: (control: Control) => ComponentChildren
}

export function Field(p: FieldProps): VNode {
  const notes = [p.hint && `${p.id}-hint`, p.source && `${p.id}-source`, p.fault && `${p.id}-fault`]
  const described = notes.filter(Boolean).join(' ') || undefined
  const label = <>{p.label}{p.optional && <span class="meta"> {t('form.optional')}</span>}</>
  const inside = (
    <>
      {p.hint && <span class="hint" id={`${p.id}-hint`}>{p.hint}</span>}
      {p.source && <span class="hint" id={`${p.id}-source`}>{t('form.source', { source: p.source })}</span>}
      {p.fault && <span class="fault" id={`${p.id}-fault`}>{t('form.fault', { words: p.fault })}</span>}
      {p.children({ id: p.id, 'aria-describedby': described, 'aria-invalid': Boolean(p.fault) })}
    </>
  )
  const look = `question${p.fault ? ' wrong' : ''}`
  if (p.group) {
    return (
      <fieldset class={look} id={p.id} tabIndex={-1} aria-describedby={described}>
        <legend>{label}</legend>{inside}
      </fieldset>
    )
  }
  return <div class={look}><label for={p.id}>{label}</label>{inside}</div>
}

export interface Wrong {
  id: string // of the control
  words: string
  open?: (() => void) | undefined // the page that it is on, if that is another
}

/** Focused whenever `turn` changes, which is when somebody tried to go on; the title says so too. */
export function ErrorSummary({ of, turn }: { of: Wrong[]; turn: number }): VNode | null {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const plain = document.title.replace(new RegExp(`^${t('form.error-title')}`), '')
    document.title = of.length ? t('form.error-title') + plain : plain
    if (of.length && turn) box.current?.focus()
  }, [turn, of.length])
  if (!of.length) return null
  return (
    <section class="trouble errors" role="alert" tabIndex={-1} ref={box}>
      <h2>{t('form.errors')}</h2>
      <ul>{of.map(one => <li key={one.id}><a href={`#${one.id}`} onClick={to(one)}>{one.words}</a></li>)}</ul>
    </section>
  )
}

const to = ({ id, open }: Wrong) => (event: Event): void => {
  event.preventDefault()
  open?.()
  setTimeout(() => {
    const target = document.getElementById(id)
    target?.scrollIntoView({ block: 'center' })
    target?.focus()
  }) // once the page that was opened is drawn
}

export interface Answered {
  title: string
  value: ComponentChildren
  change?: (() => void) | undefined
}

export function SummaryList({ of }: { of: Answered[] }): VNode {
  return (
    <dl class="summary">
      {of.map(one => (
        <div key={one.title}>
          <dt>{one.title}</dt>
          <dd>{one.value}</dd>
          {one.change && (
            <dd><button type="button" class="link" aria-label={t('form.change-what', { what: one.title })}
              onClick={one.change}>{t('form.change')}</button></dd>
          )}
        </div>
      ))}
    </dl>
  )
}

export interface Received {
  number: string
  at: string
  next: string // what happens now, and by when
}

/** What one may keep or print: that the city has it, since when, and what happens next. */
export function Receipt({ of, title, children }: Inside & { of: Received; title: string }): VNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section class="notice ok receipt">
      <h2 tabIndex={-1} ref={heading}>{title}</h2>
      <dl class="facts">
        <dt>{t('form.number')}</dt><dd class="number">{of.number}</dd>
        <dt>{t('form.received')}</dt><dd>{moment(of.at, Date.now(), how())}</dd>
        <dt>{t('form.next')}</dt><dd>{of.next}</dd>
      </dl>
      {children}
      <button type="button" onClick={() => print()}>{t('form.print')}</button>
    </section>
  )
}

/** In the form's own words for it, or in ours; a code that nobody put into words is shown. */
export function inWords(fault: Fault, field: Asked | undefined): string {
  const title = field ? titleOf(field, language.value) : ''
  const own = field?.ui.faults?.[fault.code]
  if (own) return said(own, language.value)
  const expected = String(fault.params.expected ?? field?.schema.type ?? '')
  const limit = fault.params.limit ?? field?.schema[fault.code] ?? ''
  const key = fault.code === 'type' ? `type.${expected}` : fault.code
  const otherwise = t('form.fault.other', { title, code: fault.code })
  return tOr(`form.fault.${key}`, otherwise, { title, limit: String(limit) }).trim()
}

/** The same id wherever a field is drawn, so that a summary can link to it. */
export const idOf = (pointer: string): string => `f${pointer.replace(/[^\w-]/g, '-')}`

export function Choice(p: { type: 'radio' | 'checkbox'; name?: string; id?: string; label: ComponentChildren; on: boolean; set: (on: boolean) => void; described?: string | undefined; invalid?: boolean }): VNode {
  const own = useId()
  return (
    <label class="choice" for={p.id ?? own}>
      <input type={p.type} id={p.id ?? own} name={p.name} checked={p.on} aria-describedby={p.described}
        aria-invalid={p.type === 'checkbox' ? Boolean(p.invalid) : undefined}
        onChange={event => p.set(event.currentTarget.checked)} />
      <span>{p.label}</span>
    </label>
  )
}
