// Where the page is. Every view is a link: the path says which screen, the query its filters.

import { computed, signal } from '@preact/signals'
import type { ComponentType } from 'preact'

export type Params = Record<string, string>
export type Screen = ComponentType<{ params: Params }>
export type Screens = Record<string, Screen> // by pattern: '/cases/:id'

export const path = signal('') // until the page has looked where it is
export const search = signal('')
export const query = computed(() => new URLSearchParams(search.value))
export const moves = signal(0) // how often the page changed since it was opened

let mayLeave: (() => boolean) | undefined

export function startRouter(): void {
  arrive()
  globalThis.onpopstate = arrive // which staying.ts can stand before
  addEventListener('click', followed)
}

export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push' && mayLeave && !mayLeave()) return
  const url = new URL(to, location.href)
  if (how === 'replace') history.replaceState(null, '', url)
  else history.pushState(null, '', url)
  arrive()
}

/** Changes filters, without a new place to go back to. */
export function filter(changes: Record<string, string | null>): void {
  const wanted = new URLSearchParams(search.value)
  for (const [name, value] of Object.entries(changes)) {
    if (value) wanted.set(name, value)
    else wanted.delete(name)
  }
  history.replaceState(null, '', `${path.value}${wanted.size ? `?${wanted}` : ''}`)
  search.value = location.search
}

/** Asked before the page goes elsewhere, by a link or a key: false stays here. Give nothing to ask no more. */
export function guard(asks?: () => boolean): void {
  mayLeave = asks
}

export function match(pattern: string, at: string): Params | null {
  const wanted = pattern.split('/').filter(Boolean)
  const given = at.split('/').filter(Boolean)
  if (wanted.length !== given.length) return null
  const params: Params = {}
  for (const [n, part] of wanted.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decoded(given[n] as string)
    else if (part !== given[n]) return null
  }
  return params
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function arrive(): void {
  const moved = location.pathname !== path.value
  path.value = location.pathname
  search.value = location.search
  if (moved) {
    moves.value += 1
    scrollTo(0, 0)
  }
}

function followed(event: MouseEvent): void {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  const link = (event.target as Element | null)?.closest?.('a')
  if (!link?.href || link.target || link.hasAttribute('download') || link.dataset.outside !== undefined) return
  if (link.origin !== location.origin || link.hash) return
  event.preventDefault()
  go(link.href)
}
