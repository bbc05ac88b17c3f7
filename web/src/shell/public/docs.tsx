// The API, by feature: what each route does, takes and answers. All of it came with the page.

import './docs.css'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { FEATURES } from 'virtual:reference'
import { t } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { filter, query } from '../../lib/router.ts'
import { Load, Page } from '../../ui/base.tsx'
import { Field } from '../../ui/form.tsx'

type Feature = (typeof FEATURES)[number]
type Route = Feature['routes'][number]
type About = Awaited<ReturnType<Feature['load']>>['default'][string]

const fits = (words: string[], route: Route): boolean => {
  const text = route.join(' ').toLowerCase()
  return words.every(word => text.includes(word))
}

export default function Docs(): VNode {
  const asked = query.value.get('q') ?? ''
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const found = FEATURES.map(one => ({ ...one, routes: one.routes.filter(route => fits(words, route)) })).filter(one => one.routes.length)
  const count = found.reduce((sum, one) => sum + one.routes.length, 0)
  return (
    <Page title={t('docs.title')} back="/status">
      <p>{t('docs.why')}</p>
      <Field id="q" label={t('docs.search')}>
        {control => <input {...control} type="search" autocomplete="off" value={asked} onInput={event => filter({ q: event.currentTarget.value })} />}
      </Field>
      <p role="status">{count ? t('docs.found', { count }) : t('docs.none')}</p>
      {found.map(one => (
        <details key={`${one.name}${words.length > 0}`} class="feature" open={words.length > 0}>
          <summary>{one.name} ({one.routes.length})</summary>
          <div lang="en">{one.routes.map(route => <One key={route.join()} of={route} feature={one} />)}</div>
        </details>
      ))}
    </Page>
  )
}

function One({ of: [method, path, summary], feature }: { of: Route; feature: Feature }): VNode {
  const [open, show] = useState(false)
  return (
    <details class="route" onToggle={event => show(event.currentTarget.open)}>
      <summary><span><strong>{method}</strong> <code>{path}</code><br />{summary}</span></summary>
      {open && <About of={`${method} ${path}`} feature={feature} />}
    </details>
  )
}

function About({ of, feature }: { of: string; feature: Feature }): VNode {
  const found = useLoad(async () => (await feature.load()).default[of] as About, [of])
  return <Load of={found} quiet>{about => <Told of={about} />}</Load>
}

function Told({ of }: { of: About }): VNode {
  const parameters = of.parameters.map(([name, where, type, required]) => ({ name, type: `${type} · ${t('docs.in')} ${where}`, required }))
  const fields = of.body?.fields.map(([name, type, required]) => ({ name, type, required }))
  return (
    <>
      {of.open && <p>{t('docs.public')}</p>}
      <Rows title={t('docs.parameters')} of={parameters} />
      {of.body && <Rows title={`${t('docs.body')}: ${of.body.type}`} of={fields ?? []} />}
      <Rows title={t('docs.answers')} of={of.answers.map(([name, type]) => ({ name, type, required: false }))} />
    </>
  )
}

function Rows({ title, of }: { title: string; of: { name: string; type: string; required: boolean }[] }): VNode | null {
  if (!of.length) return null
  return (
    <>
      <p class="of">{title}</p>
      <dl>{of.map(one => <div key={one.name}><dt><code>{one.name}</code></dt><dd>{one.type}{one.required && <> · <strong>{t('docs.required')}</strong></>}</dd></div>)}</dl>
    </>
  )
}
