// A screen and what stands around it: its title, the way back, the tabs, the person's wishes.

import { type ComponentChildren, type VNode, createContext } from 'preact'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { session, signIn } from '../lib/auth.ts'
import { language, speak, t } from '../lib/i18n.ts'
import { choose, isElder, look } from '../lib/look.ts'
import { moves, path } from '../lib/router.ts'
import { Button } from './press.tsx'

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
