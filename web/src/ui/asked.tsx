// One field of a form's schema as the control that fits it.

import type { VNode } from 'preact'
import { language, t } from '../lib/i18n.ts'
import { type Answers, asked, changed, type Field as Asked, said, titleOf, type Words, values } from '../lib/pages.ts'
import type { Fault, Schema } from '../lib/validate.ts'
import { Choice, type Control, Field, idOf, inWords } from './form.tsx'

export interface Drawn {
  field: Asked
  control: Control
  value: unknown
  set: (to: unknown) => void
}
/** By `x-ui.widget`: what only some screens need, such as a map or a camera. */
export type Widgets = Record<string, (drawn: Drawn) => VNode>

interface Props {
  field: Asked
  answers: Answers // all of them, which a pointer goes into
  value: unknown
  faults: Fault[]
  widgets: Widgets
  set: (pointer: string, to: unknown) => void
}

const FEW = 7 // more choices than that are a list to pick from

export function Question(p: Props): VNode {
  const { field } = p
  const { schema, ui, pointer } = field
  const id = idOf(pointer)
  const fault = p.faults.find(one => one.pointer === pointer)
  const widget = ui.widget ? p.widgets[ui.widget] : undefined
  const set = (to: unknown): void => p.set(pointer, to)
  const choices = options(schema)
  const isList = schema.type === 'array'
  const isGroup = !widget && (isList || schema.type === 'object' || schema.type === 'boolean' || Boolean(choices && choices.length <= FEW))
  return (
    <Field id={id} label={titleOf(field, language.value)} hint={said(ui.hint, language.value)} group={isGroup}
      source={p.value === undefined ? undefined : said(ui.source, language.value) || undefined}
      optional={!field.required} fault={fault && inWords(fault, field)}>
      {control => {
        const drawn = { field, control, value: p.value, set }
        if (widget) return widget(drawn)
        if (schema.type === 'object') return <Inside {...p} value={p.value as Answers | undefined} />
        if (isList && options(schema.items ?? {})) return <Several {...drawn} />
        if (isList) return <Items {...p} />
        if (schema.type === 'boolean') return <One {...drawn} choices={[[true, t('form.yes')], [false, t('form.no')]]} />
        if (choices) return choices.length <= FEW ? <One {...drawn} choices={choices} /> : <Pick {...drawn} choices={choices} />
        return <Text {...drawn} />
      }}
    </Field>
  )
}

type Choices = [unknown, string][]

export function options(schema: Schema): Choices | undefined {
  const named = schema.oneOf as Schema[] | undefined
  if (named) return named.map(one => [one.const, said(words(one), language.value) || String(one.const)])
  const titles: Record<string, Words> = schema['x-ui']?.titles ?? {}
  return (schema.enum as unknown[] | undefined)?.map(one => [one, said(titles[String(one)], language.value) || String(one)])
}

const words = (one: Schema): Words | undefined => one['x-ui']?.title ?? one.title

function Text({ field, control, value, set }: Drawn): VNode {
  const { schema, ui } = field
  const shared = {
    ...control,
    value: value === undefined || value === null ? '' : String(value),
    autocomplete: ui.sensitive ? 'off' : (ui.autocomplete as 'on' | undefined),
    onInput: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
  }
  if (ui.widget === 'long') return <textarea {...shared} rows={5} />
  if (schema.format === 'date') return <input {...shared} type="date" />
  const isNumber = schema.type === 'integer' || schema.type === 'number'
  // no type=number: it drops what it does not understand, and a wheel turns it
  return <input {...shared} type="text" inputMode={isNumber ? (schema.type === 'integer' ? 'numeric' : 'decimal') : undefined} />
}

function One({ control, value, set, choices }: Drawn & { choices: Choices }): VNode {
  return (
    <>
      {choices.map(([one, label]) => (
        <Choice key={label} type="radio" name={control.id} label={label} on={value === one} set={() => set(one)} />
      ))}
    </>
  )
}

function Several({ field, value, set }: Drawn): VNode {
  const on = Array.isArray(value) ? value : []
  return (
    <>
      {options(field.schema.items)?.map(([one, label]) => (
        <Choice key={label} type="checkbox" label={label} on={on.includes(one)}
          set={is => set(is ? [...on, one] : on.filter(other => other !== one))} />
      ))}
    </>
  )
}

function Pick({ control, value, set, choices }: Drawn & { choices: Choices }): VNode {
  const at = choices.findIndex(([one]) => one === value)
  return (
    <select {...control} value={String(at)} onChange={event => set(choices[Number(event.currentTarget.value)]?.[0])}>
      <option value="-1">{t('form.pick')}</option>
      {choices.map(([, label], n) => <option key={label} value={String(n)}>{label}</option>)}
    </select>
  )
}

function Inside(p: Props & { value: Answers | undefined }): VNode {
  const { schema, pointer } = p.field
  const inside = p.value ?? {}
  return (
    <>
      {asked(schema, values(schema, inside), pointer).map(field => (
        <Question {...p} key={field.pointer} field={field} value={inside[field.name]} />
      ))}
    </>
  )
}

function Items(p: Props): VNode {
  const items = Array.isArray(p.value) ? p.value : []
  const { schema, pointer } = p.field
  const item: Schema = schema.items ?? {}
  const most = Number(schema.maxItems ?? 50)
  const field = (n: number): Asked => ({
    name: String(n), pointer: `${pointer}/${n}`, schema: item, required: true,
    ui: { ...item['x-ui'], title: t('form.item', { number: n + 1 }) },
  })
  return (
    <>
      {items.map((one, n) => (
        <div class="item" key={n}>
          <Question {...p} field={field(n)} value={one} />
          <button type="button" class="link" onClick={() => p.set(`${pointer}/${n}`, undefined)}>
            {t('form.remove', { number: n + 1 })}
          </button>
        </div>
      ))}
      {items.length < most && (
        <button type="button" onClick={() => p.set(pointer, [...items, item.type === 'object' ? {} : ''])}>
          {t('form.add')}
        </button>
      )}
    </>
  )
}

/** An answer's change in a copy of all, as `set` of a Question. */
export const changer = (answers: Answers, keep: (all: Answers) => void) => (pointer: string, to: unknown): void =>
  keep(changed(answers, pointer, to))
