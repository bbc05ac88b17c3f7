// An act is kept on this device first, and sent from there. Pressed twice it is one act; what could
// not be kept says so, and stays where it is.

import { useEffect, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { type Key, t } from '../../lib/i18n.ts'
import type { Act, New } from '../../lib/outbox.ts'
import { Unkept } from '../../lib/store.ts'
import { acts, own, wake } from '../../lib/own.ts'
import { Notice, Tag, When } from '../../ui/base.tsx'

export interface Keeping {
  keep: (made: New) => Promise<boolean> // false: it is on the form alone
  unkept: Unkept['code'] | undefined
}

export function useKeeping(): Keeping {
  const [unkept, tell] = useState<Unkept['code']>()
  return {
    unkept,
    async keep(made) {
      try {
        await own.value?.outbox.keep(made)
      } catch (error) {
        tell(error instanceof Unkept ? error.code : 'failed')
        return false
      }
      tell(undefined)
      wake()
      return true
    },
  }
}

export function NotKept({ code }: { code: Unkept['code'] | undefined }): VNode | null {
  return code ? <div role="alert"><Notice kind="error"><p>{t(`outbox.${code}` as Key)}</p></Notice></div> : null
}

/** Calls when the city has taken one more of what was kept here. */
export function useSent(then: () => unknown, about?: string): void {
  const sent = acts.value.filter(act => act.state === 'sent' && (!about || act.about === about)).length
  useEffect(() => {
    if (sent) void then()
  }, [sent])
}

const KINDS = { waiting: 'warning', sending: 'warning', conflict: 'error', refused: 'error', sent: 'ok' } as const

/** What was done about something and where it is on its way; nothing of it counts before it is sent. */
export function Waits({ of }: { of: Act[] }): VNode | null {
  if (!of.length) return null
  return (
    <div class="waits" role="status">
      {of.map(act => (
        <div key={act.id}>
          <strong>{act.what}</strong> <Standing of={act} />
          <div class="meta">{t('work.captured')} <When at={act.capturedAt} />{act.state === 'waiting' && ` · ${t('work.kept')}`}</div>
          {(act.state === 'conflict' || act.state === 'refused') && <a class="button" href="/work/outbox">{t('work.decide')}</a>}
        </div>
      ))}
    </div>
  )
}

export function Standing({ of }: { of: Act }): VNode {
  const signedOut = of.state === 'waiting' && of.problem?.status === 401
  return <Tag kind={KINDS[of.state]}>{t(signedOut ? 'outbox.sign-in' : (`outbox.${of.state}` as Key))}</Tag>
}
