// 排班: whom incidents are dispatched to, step by step, and who holds each post when.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { placeName } from '../../../lib/config.ts'
import { language, t } from '../../../lib/i18n.ts'
import { postName } from '../../../lib/noted.ts'
import { filter, query } from '../../../lib/router.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { Post } from '../watcher.tsx'
import { ChainEdit } from './chain.tsx'
import { RosterEdit } from './roster.tsx'

const POST = /^[a-z][a-z0-9_]{1,39}$/
const GRID = /^\d{3}$/

export default function Screen(): VNode {
  return <Post title={t('ops.rosters')} back="/ops/more">{community => <Duties community={community} />}</Post>
}

function Duties({ community }: { community: string }): VNode {
  const post = query.value.get('post') ?? ''
  const place = query.value.get('place') ?? community
  const open = (wanted: { place: string; post: string }): void => filter(wanted)
  return (
    <div class="two">
      <section aria-labelledby="chain">
        <h2 id="chain">{t('ops.chain')}</h2>
        <ChainEdit community={community} open={open} />
      </section>
      <section aria-labelledby="roster">
        <h2 id="roster">{t('ops.roster')}</h2>
        <Which key={`${place}${post}`} community={community} place={place} post={post} open={open} />
        {POST.test(post) && (
          <>
            <h3>{t('ops.roster-of', { place: placeName(place, language.value), post: postName(post) })}</h3>
            <RosterEdit key={`${place}/${post}`} place={place} post={post} />
          </>
        )}
      </section>
    </div>
  )
}

interface Wanted {
  community: string
  place: string
  post: string
  open: (wanted: { place: string; post: string }) => void
}

function Which({ community, place, post, open }: Wanted): VNode {
  const [wish, say] = useState({ post, grid: place.slice(12) })
  const [wrong, tell] = useState<{ post?: string; grid?: string }>({})
  function show(): void {
    const faults = {
      ...(!POST.test(wish.post) && { post: t('ops.post-wrong') }),
      ...(wish.grid && !GRID.test(wish.grid) && { grid: t('ops.grid-wrong') }),
    }
    tell(faults)
    if (!Object.keys(faults).length) open({ place: community + wish.grid, post: wish.post })
  }
  return (
    <form onSubmit={event => { event.preventDefault(); show() }}>
      <Field id="post" label={t('ops.post-name')} hint={t('ops.post-hint')} fault={wrong.post}>
        {control => <input {...control} value={wish.post} autocomplete="off" onInput={event => say({ ...wish, post: event.currentTarget.value })} />}
      </Field>
      <Field id="grid" label={t('ops.grid')} hint={t('ops.grid-hint')} optional fault={wrong.grid}>
        {control => <input {...control} value={wish.grid} inputMode="numeric" maxLength={3} onInput={event => say({ ...wish, grid: event.currentTarget.value })} />}
      </Field>
      <Button type="submit">{t('ops.show-roster')}</Button>
    </form>
  )
}
