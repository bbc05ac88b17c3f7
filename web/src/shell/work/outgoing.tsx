// What waits to be sent, what is being sent, and what the city did not take: with both versions, for
// the person to decide. Nothing is dropped unless he says so.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { how, t, tOr } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import type { Act } from '../../lib/outbox.ts'
import { acts, own, wake } from '../../lib/own.ts'
import { number, seconds } from '../../lib/quantities.ts'
import { Button, Confirm, Page, When } from '../../ui/base.tsx'
import { Field } from '../../ui/form.tsx'
import { Standing } from './keeping.tsx'
import { current, mended, told, wordsOf } from './versions.ts'

const OFTEN = 15 // seconds

export default function Outgoing(): VNode {
  return <OutgoingFrom back="/work" />
}

export function OutgoingFrom({ back }: { back: string }): VNode {
  const waiting = acts.value.filter(act => act.state !== 'sent')
  const sent = acts.value.filter(act => act.state === 'sent').reverse()
  return (
    <Page title={t('work.outbox')} back={back}>
      {!waiting.length && <p class="empty">{t('outbox.none')}</p>}
      {waiting.length > 0 && !navigator.onLine && <p class="bar" role="status">{t('outbox.offline')}</p>}
      <ul class="bare cards">{waiting.map(act => <One key={act.id} of={act} />)}</ul>
      {waiting.some(act => act.state === 'waiting') && <Button onClick={now}>{t('work.send-now')}</Button>}
      {sent.length > 0 && (
        <details>
          <summary>{t('work.sent', { count: sent.length })}</summary>
          <ul class="bare">{sent.map(act => <li key={act.id}><strong>{act.what}</strong> <Standing of={act} /><div class="meta">{t('work.captured')} <When at={act.capturedAt} /> · {t('work.arrived')} <When at={new Date(act.sentAt ?? 0).toISOString()} /></div></li>)}</ul>
        </details>
      )}
    </Page>
  )
}

async function now(): Promise<void> {
  await own.value?.outbox.back()
  wake()
}

function One({ of: act }: { of: Act }): VNode {
  const done = act.photos.filter(photo => photo.step === 'confirmed').length
  return (
    <li class="card">
      <strong>{act.what}</strong> <Standing of={act} />
      <p class="meta">
        {t('work.captured')} <When at={act.capturedAt} />
        {act.photos.length > 0 && ` · ${t('work.photos-sent', { done, all: act.photos.length })}`}
      </p>
      {act.state === 'waiting' && <p>{t('work.kept')}{act.problem && act.problem.status !== 0 && ` · ${why(act)}`}</p>}
      {act.state === 'waiting' && act.notBefore > Date.now() && <p class="meta">{t('work.again-in', { time: seconds(act.notBefore - Date.now(), how()) })}</p>}
      {act.state === 'conflict' && <Conflict of={act} />}
      {act.state === 'refused' && <Refused of={act} />}
      {act.state === 'waiting' && <Withdraw of={act} quiet />}
    </li>
  )
}

/** In the city's words, else in ours. */
function why({ problem }: Act): string {
  return problem ? problem.words || tOr(`problem.${problem.code}`, t('work.refused-because', { code: problem.code })) : ''
}

function Withdraw({ of, quiet }: { of: Act; quiet?: boolean }): VNode {
  return (
    <Confirm title={t('work.withdraw-title', { what: of.what })} action={t('outbox.withdraw')} danger={!quiet} done={() => own.value?.outbox.withdraw(of.id)}>
      <p>{t('work.withdraw-what')}</p>
    </Confirm>
  )
}

async function again(of: Act, changes: Parameters<NonNullable<typeof own.value>['outbox']['again']>[1] = {}): Promise<void> {
  await own.value?.outbox.again(of.id, changes)
  wake()
}

/** Mine beside what is there now; the city's own, where its answer had it. */
function Conflict({ of: act }: { of: Act }): VNode {
  const now = useLoad(() => current(act), [act.id, act.tries], OFTEN)
  const theirs = now.data ?? null
  const notMine = now.problem && [403, 404].includes(now.problem.status)
  const changes = mended(act, theirs)
  return (
    <>
      <p role="status"><strong>{why(act)}</strong> <code>{act.problem?.code}</code></p>
      <div class="versions">
        <Version title={t('outbox.yours')} of={told(act)} />
        <Version title={t('outbox.theirs')} of={theirs ? wordsOf(theirs) : []} otherwise={t(notMine ? 'work.not-yours-now' : 'work.not-known')} />
      </div>
      <div class="pair">
        <Withdraw of={act} />
        <Button kind="main" onClick={() => again(act, changes)}>{t('outbox.again')}</Button>
      </div>
    </>
  )
}

function Version({ title, of, otherwise }: { title: string; of: [string, string][]; otherwise?: string }): VNode {
  return (
    <div>
      <h2>{title}</h2>
      {of.length ? <dl>{of.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl> : <p class="meta">{otherwise}</p>}
    </div>
  )
}

const TEXTS = ['note', 'words'] as const

/** What was wrong with it stands there; its words can be changed before it is sent again. */
function Refused({ of: act }: { of: Act }): VNode {
  const field = TEXTS.find(name => typeof act.body[name] === 'string')
  const [text, write] = useState(field ? String(act.body[field]) : '')
  const changes = field && text !== act.body[field] ? { body: { ...act.body, [field]: text } } : {}
  return (
    <>
      <p role="status"><strong>{why(act)}</strong> <code>{act.problem?.code}</code></p>
      {act.problem?.faults.map(fault => <p key={fault.pointer} class="fault">{tOr(`form.fault.${fault.code}`, fault.code, { title: fault.pointer.split('/').at(-1) ?? '', limit: number(null) })}</p>)}
      {field && (
        <Field id={`again-${act.id}`} label={t('outbox.yours')}>
          {control => <textarea {...control} rows={3} value={text} onInput={event => write(event.currentTarget.value)} />}
        </Field>
      )}
      <div class="pair">
        <Withdraw of={act} />
        <Button kind="main" onClick={() => again(act, changes)}>{t('work.try-again')}</Button>
      </div>
    </>
  )
}
