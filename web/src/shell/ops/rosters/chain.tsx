// The chain: which posts are told, one after the other, and who when none of them answers.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got, matching } from '../../../lib/api.ts'
import { t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { postName } from '../../../lib/noted.ts'
import { Button, Load } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { type Chain, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { isSo, who } from '../words.ts'
import { Clash, useClash } from './clash.tsx'

const MOST = 8 // steps
type Open = (wanted: { place: string; post: string }) => void
type Draft = Pick<Chain, 'levels' | 'operator'>

export function ChainEdit({ community, open }: { community: string; open: Open }): VNode {
  const known = useLoad(() => whole(got(api.GET('/v1/incidents/chains/{community}', { params: { path: { community } } }))), [community])
  return <Load of={known} quiet>{chain => <Edit key={chain.version ?? 0} chain={chain} open={open} again={known.reload} />}</Load>
}

function Edit({ chain, open, again }: { chain: Chain; open: Open; again: () => Promise<void> }): VNode {
  const { roles } = useWatcher()
  const may = roles.includes('official') || roles.includes('city_operator')
  const [draft, edit] = useState<Draft>(chain)
  const { theirs, saving, over } = useClash<Chain>()
  useEffect(() => edit(chain), [chain.version])
  const step = (n: number, to: Partial<Chain['levels'][number]>) => edit({ ...draft, levels: draft.levels.map((one, at) => (at === n ? { ...one, ...to } : one)) })
  const save = (version: number | null) => saving(async () => {
    const path = { community: chain.community }
    await got(api.PUT('/v1/incidents/chains/{community}', { params: { path, header: matching(version) }, body: { levels: draft.levels, operator: draft.operator ?? '', minutes: chain.minutes } }))
    await again()
  })
  if (!may) return <Told of={chain} open={open} community={chain.community} />
  return (
    <>
      {theirs && <Clash theirs={<Told of={theirs} />} mine={<Told of={draft} />} useTheirs={() => { over(); void again() }} useMine={() => save(theirs.version)} />}
      <ol class="chain">
        {draft.levels.map((one, n) => (
          <li key={n}>
            <Field id={`post-${n}`} label={t('ops.post-name')} hint={called(one.post)}>{control => <input {...control} value={one.post} onInput={event => step(n, { post: event.currentTarget.value })} />}</Field>
            <Field id={`place-${n}`} label={t('ops.whose')}>
              {control => (
                <select {...control} value={one.place} onChange={event => step(n, { place: event.currentTarget.value as 'grid' | 'community' })}>
                  <option value="grid">{t('ops.of-grid')}</option><option value="community">{t('ops.of-community')}</option>
                </select>
              )}
            </Field>
            {one.place === 'community' && <Button small onClick={() => open({ place: chain.community, post: one.post })}>{t('ops.show-roster')}</Button>}{' '}
            <Button small onClick={() => edit({ ...draft, levels: draft.levels.filter((_, at) => at !== n) })}>{t('form.remove', { number: n + 1 })}</Button>
          </li>
        ))}
      </ol>
      {draft.levels.length < MOST && <Button onClick={() => edit({ ...draft, levels: [...draft.levels, { post: '', place: 'community' }] })}>{t('ops.add-step')}</Button>}
      <Field id="operator" label={t('ops.operator')} hint={t('ops.person-hint')}>{control => <input {...control} value={draft.operator ?? ''} onInput={event => edit({ ...draft, operator: event.currentTarget.value })} />}</Field>
      <Button kind="main" onClick={() => save(chain.version)}>{t('ops.save')}</Button>{' '}
      {JSON.stringify(draft) !== JSON.stringify(chain) && <Button onClick={() => edit(chain)}>{t('ops.let-be')}</Button>}
    </>
  )
}

/** What the code that is being written will be shown as. */
const called = (post: string): string | undefined => (postName(post) === post ? undefined : postName(post))

function Told({ of, open, community }: { of: Draft; open?: Open; community?: string }): VNode {
  return (
    <>
      <ol>
        {of.levels.map((one, n) => (
          <li key={n}>
            {postName(one.post)} ({t(one.place === 'grid' ? 'ops.of-grid' : 'ops.of-community')}){' '}
            {open && community && one.place === 'community' && <Button small onClick={() => open({ place: community, post: one.post })}>{t('ops.show-roster')}</Button>}
          </li>
        ))}
      </ol>
      <p>{isSo(t('ops.operator'), who(of.operator, undefined))}</p>
    </>
  )
}
