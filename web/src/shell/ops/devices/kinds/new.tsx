// 新增设备类型: a kind of the city's own by its file, which the city looks at before it takes it.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t, tOr } from '../../../../lib/i18n.ts'
import { Problem } from '../../../../lib/problem.ts'
import { go } from '../../../../lib/router.ts'
import { ActionBar, Button, Notice, Table, Wait } from '../../../../ui/base.tsx'
import { Field } from '../../../../ui/form.tsx'
import { Post, useWatcher, within } from '../../watcher.tsx'
import { may } from '../may.ts'
import { cardIn, EXAMPLE, type Place, placesOf } from './entered.ts'

const LONGEST = 60_000 // characters

export default function Screen(): VNode {
  return <Post title={t('kind.new')} back={within('/ops/devices/kinds')}>{() => <New />}</Post>
}

function New(): VNode {
  const { roles } = useWatcher()
  const draft = useDraft('device-kind', () => ({ text: '' }))
  const [wrong, tell] = useState<readonly Place[]>([])
  const [unread, misses] = useState(false)
  if (!may('make', roles)) return <Notice title={t('kind.operators')} />
  if (!draft.value) return <Wait />
  const { text } = draft.value
  function write(next: string): void {
    draft.set({ text: next })
    tell([])
    misses(false)
  }
  async function add(): Promise<void> {
    const card = cardIn(text)
    tell([])
    misses(!card)
    if (!card) return document.getElementById('kind-text')?.focus()
    try {
      const made = await got(api.POST('/v1/devices/kinds', { body: card }))
      await draft.done()
      go(within(`/ops/devices/kinds/${made.id}`))
    } catch (error) {
      if (error instanceof Problem) tell(placesOf(error.faults, card))
      throw error // the button says why
    }
  }
  return (
    <>
      <p>{t('kind.new-what')}</p>
      <Field id="kind-file" label={t('kind.file')} hint={t('kind.file-hint')} optional>
        {control => <input {...control} type="file" accept=".json,application/json" onChange={event => void event.currentTarget.files?.[0]?.text().then(write)} />}
      </Field>
      <Field id="kind-text" label={t('kind.text')} fault={unread ? t('kind.unread') : undefined}>
        {control => <textarea {...control} class="kind-text" rows={18} maxLength={LONGEST} spellcheck={false} value={text} onInput={event => write(event.currentTarget.value)} />}
      </Field>
      {!text && <p><Button onClick={() => write(JSON.stringify(EXAMPLE, null, 2))}>{t('kind.example')}</Button></p>}
      {wrong.length > 0 && <div role="alert"><Faults of={wrong} /></div>}
      {draft.unkept && <Notice kind="warning" title={t('device.unkept')} />}
      <ActionBar><Button kind="main" onClick={add}>{t('kind.add')}</Button></ActionBar>
    </>
  )
}

const Faults = ({ of }: { of: readonly Place[] }): VNode => (
  <Table caption={t('kind.faults', { count: of.length })} rows={of.map((one, n) => ({ ...one, n }))} id={one => String(one.n)} columns={[
    { title: t('kind.where'), cell: one => <code>{one.path || t('kind.whole')}</code> },
    { title: t('kind.what'), cell: one => tOr(`kind.fault.${one.code}`, one.code) },
    { title: t('kind.says'), cell: one => (one.says ? <code>{one.says.slice(0, 80)}</code> : '—') },
  ]} />
)
