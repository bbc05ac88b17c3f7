import './app.css'
import { render, type VNode } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { atSignOut, isInvited, saveAll, session, start } from './lib/auth.ts'
import { loadConfig } from './lib/config.ts'
import { learning, speak, t } from './lib/i18n.ts'
import { lazy } from './lib/lazy.ts'
import { asProblem } from './lib/load.ts'
import { wearChosen } from './lib/look.ts'
import { path, startRouter } from './lib/router.ts'
import { Page, Trouble, Wait } from './ui/base.tsx'

const resident = lazy(() => learning('resident', import('./shell/resident.tsx')))
const Whose = lazy(() => learning('public', import('./shell/resident/whose.tsx')))
const open = lazy(() => learning('public', import('./shell/public.tsx')))
const wall = lazy(() => learning('ops', learning('forms', learning('things', import('./shell/wall.tsx')))))
const ops = lazy(() => learning('ops', learning('forms', learning('things', import('./shell/ops.tsx')))))
const work = lazy(() => learning('work', learning('forms', learning('things', import('./shell/work.tsx')))))

const SHELLS = { '': resident, me: resident, report: resident, status: open, docs: open, env: open, ops, wall, work } // by the first part of the path

function App(): VNode {
  const [error, again] = useErrorBoundary()
  if (error) {
    return (
      <Page title={t('app.broken')}>
        <Trouble of={asProblem(error)} retry={again} />
      </Page>
    )
  }
  if (session.value.state === 'unknown') return <Wait />
  if (session.value.state === 'unsure') return <Whose />
  const Shell = shell() ?? Nowhere
  return <Shell />
}

function shell() {
  const first = path.value.split('/')[1] ?? ''
  return Object.hasOwn(SHELLS, first) ? SHELLS[first as keyof typeof SHELLS] : undefined
}

function Nowhere(): VNode {
  return (
    <Page title={t('app.nowhere')} back="/">
      <p>{t('app.nowhere-why')}</p>
    </Page>
  )
}

// A part of a build that is gone: the page is older than the city. Once, or it would never end.
addEventListener('vite:preloadError', event => {
  const before = sessionStorage.getItem('linli.reloaded')
  if (!navigator.onLine || (before && Date.now() - Number(before) < 60_000)) return // what is open stays
  event.preventDefault()
  sessionStorage.setItem('linli.reloaded', String(Date.now()))
  void saveAll().then(() => location.reload())
})

// An invitation's address, entered where its page is open already: then the browser loads nothing.
addEventListener('hashchange', () => {
  if (isInvited()) start().catch(() => {}) // where nobody answers, what is open stays
})

atSignOut(async (sub, everything) => sub && (await import('./lib/own.ts')).forget(sub, everything))

async function begin(): Promise<void> {
  wearChosen()
  await Promise.all([speak(), loadConfig()])
  startRouter()
  shell()?.ahead() // while the sign-in is asked for
  await start().catch(() => (session.value = { state: 'out' }))
}

const root = document.getElementById('app') as HTMLElement
begin().then(
  () => render(<App />, root),
  () => {
    root.textContent = '暂时无法打开，请重试或拨打 12345。 Not reachable now; please try again, or call 12345.'
  },
)
