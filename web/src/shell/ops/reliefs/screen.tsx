// 交接班: hand all that is one's own and open to who comes next, with a note.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { once } from '../../../lib/api.ts'
import { useOnce } from '../../../lib/once.ts'
import { Button, Load } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { ALL, incidents } from '../duty/ask.ts'
import { PersonField } from '../person.tsx'
import { usePaged } from '../pages.ts'
import { Post, useWatcher } from '../watcher.tsx'
import { reliefs } from './ask.ts'
import { One } from './relief.tsx'

const TO_GIVE = ['dispatched', 'acknowledged']

export default function Screen(): VNode {
  return <Post title={t('ops.reliefs')} back="/ops/more">{community => <Shifts community={community} />}</Post>
}

function Shifts({ community }: { community: string }): VNode {
  const { id: me } = useWatcher()
  const all = usePaged(after => reliefs(community, after), [community])
  return (
    <div class="two">
      <Offer community={community} again={all.reload} />
      <section aria-labelledby="handed">
        <h2 id="handed">{t('ops.relief-last')}</h2>
        <Load of={all} isEmpty={rows => !rows.length} empty={<p class="meta">{t('ops.relief-none')}</p>}>
          {rows => <>{rows.map(one => <One key={one.id} of={one} me={me} again={all.reload} />)}</>}
        </Load>
        {all.further && <Button onClick={all.further}>{t('ops.show-more')}</Button>}
      </section>
    </div>
  )
}

function Offer({ community, again }: { community: string; again: () => Promise<void> }): VNode {
  const { id: me } = useWatcher()
  const open = useLoad(async () => (await incidents(community, ALL)).rows.filter(one => one.assignee === me && TO_GIVE.includes(one.stage)), [community, me])
  const [to, choose] = useState('')
  const [note, write] = useState('')
  const [missing, miss] = useState(false)
  const key = useOnce(`${community}${to}${note}`)
  async function offer(): Promise<void> {
    miss(!to)
    if (!to) return document.getElementById('next')?.focus()
    await got(api.POST('/v1/incidents/reliefs', { params: { header: once(key) }, body: { community, to, note: note.trim() } }))
    write('')
    choose('')
    await Promise.all([again(), open.reload()])
  }
  return (
    <section class="stand" aria-labelledby="offer">
      <h2 id="offer">{t('ops.relief-offer')}</h2>
      <Load of={open} quiet>
        {mine => !mine.length ? <p>{t('ops.relief-nothing')}</p> : (
          <>
            <p>{t('ops.relief-what', { count: mine.length })}</p>
            <PersonField id="next" label={t('ops.relief-to')} community={community} value={to} say={choose} but={[me]} fault={missing ? t('ops.person-missing') : undefined} />
            <Field id="note" label={t('ops.relief-note')} hint={t('ops.relief-note-hint')} optional>
              {control => <textarea {...control} rows={4} maxLength={1000} value={note} onInput={event => write(event.currentTarget.value)} />}
            </Field>
            <Button kind="main" onClick={offer}>{t('ops.relief-offer-now', { count: mine.length })}</Button>
          </>
        )}
      </Load>
    </section>
  )
}
