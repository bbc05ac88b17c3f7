// A form of a schema, page by page: one group a page, then what was answered, then it is handed in.
// Which page is shown is the address's; what was answered is the draft's.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { date } from '../lib/fmt.ts'
import { how, language, t } from '../lib/i18n.ts'
import { type Answers, type Field as Asked, faults, fieldAt, fromApi, type Group, groups, isAt, said, titleOf, values } from '../lib/pages.ts'
import { Problem } from '../lib/problem.ts'
import type { Fault, Schema } from '../lib/validate.ts'
import { changer, options, Question, type Widgets } from './asked.tsx'
import { ActionBar, Button } from './base.tsx'
import { Choice, ErrorSummary, idOf, inWords, SummaryList, type Wrong } from './form.tsx'

export const CHECK = 'check'
const FEW = 3 // more pages than that get a list of what is done

interface Props {
  schema: Schema
  answers: Answers
  keep: (answers: Answers) => void
  at: string // a group's id, `check`, or '' for where it begins
  go: (to: string) => void
  submit: (values: Answers) => Promise<void> // throws a Problem
  declaration?: string
  widgets?: Widgets
  prefix?: string // of the API's pointers
}

export function Form(p: Props): VNode {
  const [found, setFound] = useState<Fault[]>([])
  const [turn, setTurn] = useState(0)
  const pages = groups(p.schema, p.answers)
  const here = pages.find(page => page.id === p.at) ?? (pages.length > FEW || p.at ? undefined : pages[0])

  function judge(wrong: Fault[]): boolean {
    setFound(wrong)
    setTurn(turn + 1)
    return !wrong.length
  }

  function onward(page: Group): void {
    if (!judge(faults(p.schema, p.answers, page.id))) return
    const following = pages[pages.findIndex(one => one.id === page.id) + 1]
    p.go(pages.length > FEW ? '' : (following?.id ?? CHECK))
  }

  async function handIn(): Promise<void> {
    if (!judge(faults(p.schema, p.answers))) return
    try {
      await p.submit(values(p.schema, p.answers))
    } catch (error) {
      if (!(error instanceof Problem && error.faults.length)) throw error
      judge(fromApi(error.faults, p.prefix))
    }
  }

  const wrong = found.map((fault): Wrong => {
    const at = pages.find(page => page.fields.some(field => isAt(fault.pointer, field.pointer)))
    const elsewhere = at && at.id !== here?.id
    return {
      id: idOf(fault.pointer), words: inWords(fault, fieldAt(p.schema, p.answers, fault.pointer)),
      open: elsewhere ? () => (setTurn(0), p.go(at.id)) : undefined, // the field is focused, not the summary
    }
  })
  const summary = <ErrorSummary of={wrong} turn={turn} />
  if (here) return <OnePage {...p} page={here} found={found} summary={summary} onward={onward} />
  if (p.at !== CHECK) return <Tasks {...p} pages={pages} />
  return <Check {...p} pages={pages} summary={summary} handIn={handIn} />
}

function OnePage(p: Props & { page: Group; found: Fault[]; summary: VNode; onward: (page: Group) => void }): VNode {
  const set = changer(p.answers, p.keep)
  const next = (event: Event): void => {
    event.preventDefault()
    p.onward(p.page)
  }
  return (
    <form noValidate onSubmit={next}>
      {p.summary}
      <h2>{said(p.page.title, language.value)}</h2>
      {p.page.fields.map(field => (
        <Question key={field.pointer} field={field} answers={p.answers} value={p.answers[field.name]}
          faults={p.found} widgets={p.widgets ?? {}} set={set} />
      ))}
      <ActionBar><button type="submit" class="main">{t('form.next-page')}</button></ActionBar>
    </form>
  )
}

function Tasks(p: Props & { pages: Group[] }): VNode {
  const left = p.pages.filter(page => faults(p.schema, p.answers, page.id).length)
  return (
    <>
      <p>{t('form.done-of', { done: p.pages.length - left.length, all: p.pages.length })}</p>
      <ol class="plain tasks">
        {p.pages.map(page => (
          <li key={page.id}>
            <button type="button" class="link" onClick={() => p.go(page.id)}>{said(page.title, language.value)}</button>
            <span class={left.includes(page) ? 'tag' : 'tag ok'}>{t(left.includes(page) ? 'form.to-do' : 'form.done')}</span>
          </li>
        ))}
      </ol>
      <ActionBar><Button kind="main" onClick={() => p.go((left[0]?.id ?? CHECK))}>{t(left.length ? 'form.go-on' : 'form.check')}</Button></ActionBar>
    </>
  )
}

function Check(p: Props & { pages: Group[]; summary: VNode; handIn: () => Promise<void> }): VNode {
  const [declared, setDeclared] = useState(false)
  const [missing, setMissing] = useState(0)
  async function submit(): Promise<void> {
    if (p.declaration && !declared) return setMissing(missing + 1)
    setMissing(0)
    await p.handIn()
  }
  const undeclared: Wrong[] = missing ? [{ id: 'declared', words: t('form.declare') }] : []
  return (
    <>
      {missing ? <ErrorSummary of={undeclared} turn={missing} /> : p.summary}
      <h2>{t('form.check')}</h2>
      {p.pages.map(page => (
        <section key={page.id}>
          <h3>{said(page.title, language.value)}</h3>
          <SummaryList of={page.fields.map(field => ({
            title: titleOf(field, language.value),
            value: shown(field, p.answers[field.name]),
            change: () => p.go(page.id),
          }))} />
        </section>
      ))}
      {p.declaration && (
        <Choice type="checkbox" id="declared" label={p.declaration} on={declared} set={setDeclared} invalid={Boolean(missing)} />
      )}
      <ActionBar><Button kind="main" onClick={submit}>{t('form.submit')}</Button></ActionBar>
    </>
  )
}

/** An answer as a person reads it; of what is sensitive only its end, as others may look on. */
export function shown(field: Pick<Asked, 'schema' | 'ui'>, answer: unknown): string {
  const { schema, ui } = field
  if (answer === undefined || answer === null || answer === '') return t('form.nothing')
  if (Array.isArray(answer)) {
    const each = answer.map(one => shown({ schema: schema.items ?? {}, ui: {} }, one))
    return each.length ? each.join(t('form.between')) : t('form.nothing')
  }
  if (typeof answer === 'boolean') return t(answer ? 'form.yes' : 'form.no')
  if (typeof answer === 'object') {
    const inside = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
    return inside.map(([name, one]) => shown({ schema: one, ui: one['x-ui'] ?? {} }, (answer as Answers)[name])).join(' · ')
  }
  const label = options(schema)?.find(([one]) => one === answer)?.[1]
  if (label) return label
  const text = schema.format === 'date' ? date(String(answer), how()) : String(answer)
  return ui.sensitive && text.length > 4 ? `${'•'.repeat(text.length - 4)}${text.slice(-4)}` : text
}
