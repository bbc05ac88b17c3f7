// What it was, said once by who went there; it counts for how often its sensors are right.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button, Notice, When } from '../../../../ui/base.tsx'
import { useWords, type Words, Writing } from '../../incident/writing.tsx'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { may, type Sighting } from '../types.ts'

type Props = { of: Sighting; again: () => Promise<void> }

export function Judge({ of, again }: Props): VNode | null {
  const { id: me, roles } = useWatcher()
  const words = useWords(`judge-${of.id}`)
  if (of.found) {
    const mine = words.text?.trim()
    return (
      <>
        <Notice kind={of.found.outcome === 'real' ? 'warning' : 'ok'} title={t(`sight.found.${of.found.outcome}`)}>
          <p>{of.found.note}</p>
          <p class="meta">{who(of.found.by, me)} · <When at={of.found.at} /></p>
        </Notice>
        {mine && mine !== of.found.note && <Unsaid text={mine} drop={() => words.write('')} />}
      </>
    )
  }
  return may('judge', roles) ? <Say of={of} again={again} words={words} /> : null
}

/** Somebody was first: what this person wrote meanwhile stays, to be taken elsewhere. */
function Unsaid({ text, drop }: { text: string; drop: () => unknown }): VNode {
  return (
    <div role="status">
      <Notice title={t('sight.unsaid')}>
        <p>{t('sight.unsaid-what')}</p>
        <textarea readOnly rows={3} aria-label={t('sight.note')} value={text} onFocus={event => event.currentTarget.select()} />
        <p><Button onClick={drop}>{t('sight.unsaid-drop')}</Button></p>
      </Notice>
    </div>
  )
}

function Say({ of, again, words }: Props & { words: Words }): VNode {
  const [outcome, choose] = useState<'real' | 'false'>()
  const [missing, miss] = useState(false)
  const path = { sighting_id: of.id }
  function ready(): boolean {
    miss(!outcome)
    return outcome !== undefined
  }
  return (
    <section class="act" aria-labelledby="judge">
      <h2 id="judge">{t('sight.judge')}</h2>
      <Writing words={words} label={t('sight.note')} action={t('sight.judge-do')} ready={ready} again={again} send={(note, key) =>
        got(api.POST('/v1/environment/sightings/{sighting_id}/findings', { params: { path, header: once(`${key}${outcome}`) }, body: { outcome: outcome ?? 'real', note } }))}>
        <fieldset class="sorts">
          <legend>{t('sight.was-it')}</legend>
          {missing && <span class="fault" role="alert">{t('sight.pick-outcome')}</span>}
          {(['real', 'false'] as const).map(one => (
            <label key={one} class="choice"><input type="radio" name="outcome" checked={outcome === one} onChange={() => choose(one)} /> {t(`sight.outcome.${of.kind}.${one}`)}</label>
          ))}
        </fieldset>
      </Writing>
    </section>
  )
}
