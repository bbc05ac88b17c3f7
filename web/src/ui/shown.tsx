// How facts are shown: states, grades, times, what happened, tables. No state by colour alone.

import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { deadline, moment, overdue } from '../lib/fmt.ts'
import { how, type Key, t } from '../lib/i18n.ts'

type Inside = { children?: ComponentChildren }

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

