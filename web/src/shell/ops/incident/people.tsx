// Who has to do with it, and what they showed.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { Picture } from '../../../ui/picture.tsx'
import type { Detail } from '../types.ts'
import { listed, who } from '../words.ts'

export function People({ of, me }: { of: Detail; me: string | undefined }): VNode {
  const told = of.timeline.filter(one => one.kind === 'dispatched' && one.assignee)
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t('ops.people')}</h2>
      <dl class="facts">
        <dt>{t('ops.assignee')}</dt><dd>{who(of.assignee, me)}</dd>
        {of.handler && <><dt>{t('ops.handler')}</dt><dd>{who(of.handler, me)}</dd></>}
        {of.verifier && <><dt>{t('ops.verifier')}</dt><dd>{who(of.verifier, me)}</dd></>}
        <dt>{t('ops.told')}</dt><dd>{told.length ? listed([...new Set(told.map(one => who(one.assignee, me)))]) : t('ops.nobody')}</dd>
      </dl>
    </section>
  )
}

export function Photos({ of, me }: { of: Detail; me: string | undefined }): VNode {
  return (
    <section aria-labelledby="photos">
      <h2 id="photos">{t('ops.photos')}</h2>
      {!of.evidence.length && <p class="meta">{t('ops.no-photos')}</p>}
      <ul class="bare evidence">
        {of.evidence.map((one, n) => (
          <li key={one.id}>
            <a href={one.address} target="_blank" rel="noreferrer"><Picture address={one.address} alt={one.note || t('photo.number', { no: n + 1 })} width={160} loading="lazy" /></a>
            <p class="meta">{who(one.by, me)}{one.note && ` · ${one.note}`} <code title={one.sha256}>{one.sha256.slice(0, 12)}</code></p>
          </li>
        ))}
      </ul>
    </section>
  )
}
