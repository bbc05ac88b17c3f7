// What it was, said once by who went there; it counts for how often its sensors are right.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, once } from '../../../../lib/api.ts'
import { t } from '../../../../lib/i18n.ts'
import { Notice, When } from '../../../../ui/base.tsx'
import { Written } from '../../incident/written.tsx'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { may, type Sighting } from '../types.ts'

export function Judge({ of, again }: { of: Sighting; again: () => Promise<void> }): VNode | null {
  const { id: me, roles } = useWatcher()
  if (of.found) {
    return (
      <Notice kind={of.found.outcome === 'real' ? 'warning' : 'ok'} title={t(`sight.found.${of.found.outcome}`)}>
        <p>{of.found.note}</p>
        <p class="meta">{who(of.found.by, me)} · <When at={of.found.at} /></p>
      </Notice>
    )
  }
  return may('judge', roles) ? <Say of={of} again={again} /> : null
}

function Say({ of, again }: { of: Sighting; again: () => Promise<void> }): VNode {
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
      <Written label={t('sight.note')} action={t('sight.judge-do')} ready={ready} again={again} send={(note, key) =>
        got(api.POST('/v1/environment/sightings/{sighting_id}/findings', { params: { path, header: once(`${key}${outcome}`) }, body: { outcome: outcome ?? 'real', note } }))}>
        <fieldset class="sorts">
          <legend>{t('sight.was-it')}</legend>
          {missing && <span class="fault" role="alert">{t('sight.pick-outcome')}</span>}
          {(['real', 'false'] as const).map(one => (
            <label key={one} class="choice"><input type="radio" name="outcome" checked={outcome === one} onChange={() => choose(one)} /> {t(`sight.outcome.${of.kind}.${one}`)}</label>
          ))}
        </fieldset>
      </Written>
    </section>
  )
}
