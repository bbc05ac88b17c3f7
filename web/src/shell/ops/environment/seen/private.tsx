// What is shown for a purpose alone: who fell, what was filmed; and the register of those who looked.

import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, forPurpose, got } from '../../../../lib/api.ts'
import { tOr, t } from '../../../../lib/i18n.ts'
import { Button, Confirm, Load, Timeline, When } from '../../../../ui/base.tsx'
import { usePaged } from '../../pages.ts'
import { whole } from '../../types.ts'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import type { Clip, Sighting } from '../types.ts'

const header = forPurpose('incident')
type Of = { of: Sighting; seen: () => void }

/** Asked before it is shown: the look is written down first, and cannot be taken back. */
function Asked<T>({ id, title, action, what, ask, seen, children }: { id: string; title: string; action: string; what: string; ask: () => Promise<T>; seen: () => void; children: (data: T) => ComponentChildren }): VNode {
  const [data, show] = useState<T>()
  async function look(): Promise<void> {
    show(await ask())
    seen()
  }
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {data === undefined
        ? <Confirm title={t('sight.look-title')} action={action} done={look}><p>{what}</p><p>{t('sight.purpose')}</p></Confirm>
        : <div role="status">{children(data)}<p class="meta">{t('sight.looked')}</p></div>}
    </section>
  )
}

export function Person({ of, seen }: Of): VNode {
  const path = { sighting_id: of.id }
  const ask = () => whole(got(api.GET('/v1/environment/sightings/{sighting_id}/person', { params: { path, header } })))
  return (
    <Asked key={of.id} id="fallen" title={t('sight.fallen')} action={t('sight.show-fallen')} what={t('sight.fallen-seen')} ask={ask} seen={seen}>
      {one => <dl class="facts"><dt>{t('sight.lives')}</dt><dd>{one.where || t('sight.ward-over')}</dd><dt>{t('sight.person')}</dt><dd>{who(one.person, undefined)}</dd></dl>}
    </Asked>
  )
}

export function Clips({ of, may, seen }: Of & { may: boolean }): VNode {
  const path = { sighting_id: of.id }
  const count = t('sight.clips-count', { count: of.clips })
  if (!may) return <section aria-labelledby="clips"><h2 id="clips">{t('sight.clips')}</h2><p>{count} {t('sight.clips-not')}</p></section>
  const ask = async () => (await whole(got(api.GET('/v1/environment/sightings/{sighting_id}/clips', { params: { path, header } })))).items
  return (
    <Asked key={of.id} id="clips" title={`${t('sight.clips')} · ${count}`} action={t('sight.show-clips')} what={t('sight.clips-seen')} ask={ask} seen={seen}>
      {all => <ul class="bare">{all.map(one => <li key={one.id}><Shot of={one} /></li>)}</ul>}
    </Asked>
  )
}

function Shot({ of }: { of: Clip }): VNode {
  return (
    <>
      <When at={of.at} /> {of.sensor_id} {of.ref ? <code>{of.ref}</code> : t('sight.clip-gone')}
      <p class="meta">{of.erased_at ? <>{t('sight.erased')} <When at={of.erased_at} /></> : <>{t('sight.kept-until')} <When at={of.kept_until} /></>}</p>
    </>
  )
}

/** Anew with each `turn`: one sees that his own look is there. */
export function Looks({ of, turn }: { of: Sighting; turn: number }): VNode {
  const { id: me } = useWatcher()
  const path = { sighting_id: of.id }
  const found = usePaged(after => whole(got(api.GET('/v1/environment/sightings/{sighting_id}/looks', { params: { path, query: { after } } }))), [of.id, turn])
  return (
    <section aria-labelledby="looks">
      <h2 id="looks">{t('sight.looks')}</h2>
      <Load of={found} quiet isEmpty={rows => !rows.length} empty={<p class="meta">{t('sight.no-looks')}</p>}>
        {rows => <Timeline label={t('sight.looks')} of={rows.map(one => ({ id: one.id, at: one.at, what: t(`sight.look.${one.what}`), by: who(one.by, me), more: tOr(`sight.for.${one.purpose}`, one.purpose) }))} />}
      </Load>
      {found.further && <Button small onClick={found.further}>{t('sight.show-more')}</Button>}
    </section>
  )
}
