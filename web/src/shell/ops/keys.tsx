// Keys of one letter, for who works here all day: '?' lists them. They can be turned off, since who
// speaks to his computer, or whose hand trembles, presses them unawares.

import { signal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { keep, kept } from '../../lib/kept.ts'
import { go, path } from '../../lib/router.ts'
import { t } from '../../lib/i18n.ts'
import { within } from './watcher.tsx'

export interface Key {
  key: string
  words: string
  act: () => unknown
}

const own = signal<Key[]>([]) // of the screen that is shown
const on = signal(kept('keys') !== 'off')

/** The keys of a screen, while it is shown. */
export function useKeys(keys: Key[]): void {
  useLayoutEffect(() => {
    own.value = keys
    return () => {
      if (own.value === keys) own.value = []
    }
  })
}

const PLACES = { d: '/ops', h: '/ops/hazards', s: '/ops/assets', m: '/ops/more' } as const

export function Keys(): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const places = Object.entries(PLACES).map(([key, to]): Key => ({ key, words: t(`ops.key.${key as keyof typeof PLACES}`), act: () => path.value !== to && go(within(to)) }))
  const all = [...own.value, ...places]
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      if (document.querySelector('dialog[open]')) return
      if (event.key === '?') return dialog.current?.showModal()
      const wanted = on.value && [...own.value, ...places].find(one => one.key === event.key)
      if (!wanted) return
      event.preventDefault()
      wanted.act()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  })
  return (
    <dialog ref={dialog} aria-labelledby="keys">
      <h2 id="keys">{t('ops.keys')}</h2>
      <dl class="facts">
        {[...all, { key: '?', words: t('ops.key.help') }].map(one => <div key={one.key} class="key"><dt><kbd>{one.key}</kbd></dt><dd>{one.words}</dd></div>)}
      </dl>
      <label class="choice"><input type="checkbox" checked={on.value} onChange={({ currentTarget }) => turn(currentTarget.checked)} /> {t('ops.key.on')}</label>
      <div class="pair"><button type="button" class="main" onClick={() => dialog.current?.close()}>{t('ops.close-dialog')}</button></div>
    </dialog>
  )
}

function turn(wanted: boolean): void {
  on.value = wanted
  keep('keys', wanted ? 'on' : 'off')
}

const isTyping = (at: EventTarget | null): boolean =>
  at instanceof HTMLElement && (at.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && (at as HTMLInputElement).type !== 'checkbox'))
