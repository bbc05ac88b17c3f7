// The way out. What was not sent, or not finished, is shown first: it goes only if its person says so,
// and whoever has the telephone next finds nothing else. It is not enciphered, as the key would have
// to stand beside it.

import type { VNode } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import { signOut } from '../../lib/auth.ts'
import { t } from '../../lib/i18n.ts'
import { type Left, left, wake } from '../../lib/own.ts'
import { Button } from '../../ui/base.tsx'

export function Leave(): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const [rest, tell] = useState<Left>({ acts: [], drafts: 0 })
  const id = useId()

  async function leave(): Promise<void> {
    const now = await left()
    tell(now)
    if (now.acts.length || now.drafts) dialog.current?.showModal()
    else await signOut()
  }
  function stay(): void {
    wake()
    dialog.current?.close()
  }
  const { acts, drafts } = rest
  return (
    <>
      <Button onClick={leave}>{t('auth.sign-out')}</Button>
      <dialog ref={dialog} aria-labelledby={id}>
        <div class="leaving">
          <h2 id={id}>{acts.length ? t('leave.unsent', { count: acts.length }) : t('leave.title')}</h2>
          {acts.length > 0 && <ul>{acts.map(act => <li key={act.id}>{act.what}</li>)}</ul>}
          {drafts > 0 && <p>{t('leave.drafts', { count: drafts })}</p>}
          <Button kind="main" onClick={stay}>{t(acts.length ? 'leave.send-first' : 'leave.stay')}</Button>
          {acts.length > 0 && (
            <>
              <p>{t('leave.keep-what')}</p>
              <Button onClick={() => signOut()}>{t('leave.keep')}</Button>
            </>
          )}
          <Button kind="danger" onClick={() => signOut(true)}>{t(acts.length ? 'leave.drop' : 'leave.drop-drafts')}</Button>
        </div>
      </dialog>
    </>
  )
}
