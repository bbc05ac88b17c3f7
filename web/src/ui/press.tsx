// What people press: it waits for what it does, says why that failed, and asks first where it must.

import type { ComponentChildren, VNode } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import { t } from '../lib/i18n.ts'
import { asProblem } from '../lib/load.ts'
import type { Problem } from '../lib/problem.ts'
import { Trouble } from './load.tsx'

type Inside = { children?: ComponentChildren }

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
    const said = field.current
    const reason = said?.value.trim() ?? ''
    setMissing(Boolean(p.reason && !reason))
    if (p.reason && !reason) return said?.focus()
    try {
      await p.done(reason)
    } catch (error) {
      if (!dialog.current?.open) dialog.current?.showModal() // left meanwhile: what failed is not left unsaid
      throw error
    }
    if (said) said.value = '' // the next act has a reason of its own
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
