// The list of incidents. While a row is pointed at or focused it stays where it is, however urgent
// what comes in is: a press must hit what was aimed at.

import type { VNode } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { language, t } from '../../../lib/i18n.ts'
import { filter, go, query } from '../../../lib/router.ts'
import { isMineToTake, steady } from '../order.ts'
import { useKeys } from '../keys.tsx'
import type { Incident } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { Button } from '../../../ui/base.tsx'
import { Batch } from './batch.tsx'
import { One } from './row.tsx'

const WINDOW = 50 // rows that are drawn: more, nobody reads at once, and a press would wait for them
const HELD = 20_000 // ms after the last movement or key; a mouse left lying holds nothing

export function List({ rows, all, again }: { rows: Incident[]; all: number; again: () => unknown }): VNode {
  const { id: me } = useWatcher()
  const { held, hold, letGo, body } = useHeld()
  const [picked, pick] = useState<ReadonlySet<string>>(new Set())
  const before = useRef<string[]>([])
  const wanted = rows.map(one => one.id)
  const order = steady(before.current, wanted, held)
  before.current = order
  const known = new Map(rows.map(one => [one.id, one]))
  const last = Math.max(0, Math.ceil(order.length / WINDOW) - 1)
  const page = Math.min(last, Math.max(0, Number(query.value.get('page') ?? 1) - 1 || 0))
  const shown = order.slice(page * WINDOW, (page + 1) * WINDOW).map(id => known.get(id)).filter(one => one !== undefined)
  const mine = shown.filter(one => isMineToTake(one, me))
  const chosen = mine.filter(one => picked.has(one.id))
  const waits = held !== null && order.some((id, n) => id !== wanted[n])

  useKeys(listKeys(body))
  const toggle = (id: string): void => pick(now => (now.has(id) ? new Set([...now].filter(one => one !== id)) : new Set([...now, id])))
  const drawn = useMemo( // a focus that moves on changes no row
    () => shown.map(one => (
      <One key={one.id} of={one} me={me} again={again} picked={mine.length > 1 && isMineToTake(one, me) ? picked.has(one.id) : null} toggle={() => toggle(one.id)} />
    )),
    [rows, shown.map(one => one.id).join(), picked, me, language.value],
  )
  return (
    <>
      <p class="meta held" role="status">{waits ? t('ops.held') : t('ops.shown', { count: rows.length, all })}</p>
      <Batch mine={mine} chosen={chosen} pick={ids => pick(new Set(ids))} again={again} />
      <table class="incidents">
        <caption class="hidden">{t('ops.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ops.deadline')}</th><th scope="col">{t('ops.priority')}</th><th scope="col">{t('ops.what')}</th>
            <th scope="col">{t('ops.stage')}</th><th scope="col">{t('ops.assignee')}</th><th scope="col">{t('ops.act')}</th>
          </tr>
        </thead>
        <tbody ref={body} onPointerMove={event => hold(idOf(event.target))} onPointerLeave={letGo} onFocusIn={event => hold(idOf(event.target))}
          onKeyDown={event => hold(idOf(event.target))} onFocusOut={event => body.current?.contains(event.relatedTarget as Node | null) || letGo()}>
          {drawn}
        </tbody>
      </table>
      {last > 0 && <Pages at={page} last={last} />}
      {!shown.length && <p class="empty">{t('ops.none-such')}</p>}
    </>
  )
}

function Pages({ at, last }: { at: number; last: number }): VNode {
  const turn = (to: number) => () => filter({ page: to ? String(to + 1) : null })
  return (
    <p class="batch">
      {at > 0 && <Button onClick={turn(at - 1)}>{t('ops.page-before')}</Button>}
      <span>{t('ops.page-at', { number: at + 1, all: last + 1 })}</span>
      {at < last && <Button onClick={turn(at + 1)}>{t('ops.page-next')}</Button>}
    </p>
  )
}

const idOf = (at: EventTarget | null): string | null => (at as Element | null)?.closest?.('tr')?.dataset.id ?? null

function useHeld() {
  const [held, set] = useState<string | null>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const letGo = () => set(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    held, body, letGo,
    hold(id: string | null): void {
      clearTimeout(timer.current)
      timer.current = setTimeout(letGo, HELD)
      set(id)
    },
  }
}

function listKeys(body: { current: HTMLElement | null }) {
  const rows = () => [...(body.current?.querySelectorAll<HTMLElement>('tr') ?? [])]
  const at = () => rows().findIndex(row => row.contains(document.activeElement))
  const move = (by: number) => () => {
    const all = rows()
    all[Math.max(0, Math.min(all.length - 1, at() + by))]?.querySelector<HTMLElement>('a')?.focus()
  }
  const press = (what: string) => () => rows()[at()]?.querySelector<HTMLElement>(what)?.click()
  return [
    { key: 'j', words: t('ops.key.next'), act: move(1) },
    { key: 'k', words: t('ops.key.before'), act: () => (at() < 0 ? move(1)() : move(-1)()) },
    { key: 'o', words: t('ops.key.open'), act: () => { const to = rows()[at()]?.querySelector('a')?.href; if (to) go(to) } },
    { key: 'a', words: t('ops.key.take'), act: press('button.main') },
    { key: 'x', words: t('ops.key.pick'), act: press('input[type=checkbox]') },
  ]
}
