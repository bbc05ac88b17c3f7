// Makers, and the public keys by which the city knows their signatures.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button, Load } from '../../../../ui/base.tsx'
import { type Check, useForm } from '../../../../ui/filling.tsx'
import { Field } from '../../../../ui/form.tsx'
import { usePaged } from '../../pages.ts'
import { Clash, useClash } from '../../rosters/clash.tsx'
import { type Gives, whole } from '../../types.ts'
import { listed } from '../../words.ts'

type Maker = Gives<'/v1/devices/makers'>['items'][number]
interface Key { id: string; pem: string }
interface Draft { id: string; name: string; keys: Key[] }
const ID = /^[a-z][a-z0-9-]{1,39}$/
const MOST = 10

export function Makers(): VNode {
  const [turn, next] = useState(0)
  const found = usePaged(after => whole(got(api.GET('/v1/devices/makers', { params: { query: { after } } }))), [turn])
  const again = (): void => next(turn + 1)
  return (
    <section aria-labelledby="makers">
      <h2 id="makers">{t('fleet.makers')}</h2>
      <Load of={found} isEmpty={rows => !rows.length} empty={<p>{t('fleet.no-makers')}</p>}>
        {rows => (
          <ul class="bare cards">
            {rows.map(one => (
              <li key={one.id} class="card">
                <strong>{one.name}</strong> <code>{one.id}</code>
                <p class="meta">{t('fleet.keys', { keys: listed(one.public_keys.map(key => key.id)) })}</p>
                <details><summary>{t('fleet.revise-maker', { name: one.name })}</summary><MakerForm key={one.version} of={one} again={again} /></details>
              </li>
            ))}
          </ul>
        )}
      </Load>
      {found.further && <Button onClick={found.further}>{t('fleet.show-more')}</Button>}
      <details><summary>{t('fleet.add-maker')}</summary><MakerForm key={turn} again={again} /></details>
    </section>
  )
}

function MakerForm({ of, again }: { of?: Maker; again: () => void }): VNode | null {
  const name = of?.id ?? 'new'
  const fresh = (): Draft => ({ id: of?.id ?? '', name: of?.name ?? '', keys: of?.public_keys.map(one => ({ ...one })) ?? [{ id: '', pem: '' }] })
  const draft = useDraft<Draft>(`device-maker:${name}:${of?.version ?? 0}`, fresh)
  const clash = useClash<Maker>()
  const { summary, fault, sending } = useForm(draft.value)
  if (!draft.value) return null
  const { value } = draft
  const over = async (): Promise<void> => {
    await draft.done()
    again()
  }
  const setKey = (n: number, changes: Partial<Key>): void => draft.set({ keys: value.keys.map((one, m) => (m === n ? { ...one, ...changes } : one)) })
  async function keep(version: number | null): Promise<void> {
    const about = { name: value.name.trim(), public_keys: value.keys.map(one => ({ id: one.id.trim(), pem: `${one.pem.trim()}\n` })) }
    await sending(lacking(value, name), async () => {
      const kept = await clash.saving(() => (of
        ? got(api.PUT('/v1/devices/makers/{maker_id}', { params: { path: { maker_id: of.id }, header: matching(version) }, body: about }))
        : got(api.POST('/v1/devices/makers', { body: { id: value.id, ...about } }))))
      if (kept) await over()
    })
  }
  return (
    <>
      {summary}
      {clash.theirs && <Clash theirs={<Brief of={{ ...clash.theirs, keys: clash.theirs.public_keys }} />} mine={<Brief of={value} />} useTheirs={() => void over()} useMine={() => keep(clash.theirs?.version ?? null)} />}
      {!of && <Field id="maker-id" label={t('fleet.maker-id')} hint={t('fleet.maker-id-hint')} fault={fault('maker-id')}>{control => <input {...control} value={value.id} maxLength={40} spellcheck={false} onInput={event => draft.set({ id: event.currentTarget.value.trim() })} />}</Field>}
      <Field id={`maker-name-${name}`} label={t('fleet.maker-name')} fault={fault(`maker-name-${name}`)}>{control => <input {...control} value={value.name} maxLength={200} onInput={event => draft.set({ name: event.currentTarget.value })} />}</Field>
      {value.keys.map((one, n) => (
        <fieldset key={n} class="card">
          <legend>{t('fleet.key-number', { number: n + 1 })}</legend>
          <Field id={`key-id-${name}-${n}`} label={t('fleet.key-id')} fault={fault(`key-id-${name}-${n}`)}>{control => <input {...control} value={one.id} maxLength={40} spellcheck={false} onInput={event => setKey(n, { id: event.currentTarget.value })} />}</Field>
          <Field id={`key-pem-${name}-${n}`} label={t('fleet.key-pem')} hint={t('fleet.key-pem-hint')} fault={fault(`key-pem-${name}-${n}`)}>{control => <textarea {...control} rows={4} spellcheck={false} value={one.pem} onInput={event => setKey(n, { pem: event.currentTarget.value })} />}</Field>
          {value.keys.length > 1 && <Button small onClick={() => draft.set({ keys: value.keys.filter((_, m) => m !== n) })}>{t('form.remove', { number: n + 1 })}</Button>}
        </fieldset>
      ))}
      {of && <p class="meta">{t('fleet.key-gone-what')}</p>}
      <div class="pair start">
        <Button kind="main" onClick={() => keep(of?.version ?? null)}>{t(of ? 'fleet.keep-maker' : 'fleet.add-maker-do')}</Button>
        {value.keys.length < MOST && <Button onClick={() => draft.set({ keys: [...value.keys, { id: '', pem: '' }] })}>{t('fleet.another-key')}</Button>}
      </div>
    </>
  )
}

const Brief = ({ of }: { of: Pick<Draft, 'name' | 'keys'> }): VNode => <p>{of.name} · {t('fleet.keys', { keys: listed(of.keys.map(one => one.id)) })}</p>

/** `name` is of the form, as several stand on the page. */
const lacking = ({ id, name: called, keys }: Draft, name: string): Check[] => [
  ['maker-id', !ID.test(id), t('fleet.maker-id-wrong')],
  [`maker-name-${name}`, !called.trim(), t('fleet.maker-name-wrong')],
  ...keys.flatMap((one, n): Check[] => [
    [`key-id-${name}-${n}`, !one.id.trim(), t('fleet.maker-keys-wrong')],
    [`key-pem-${name}-${n}`, !one.pem.includes('PUBLIC KEY'), t('fleet.maker-keys-wrong')],
  ]),
]
