// What a screen shows of the city, how old it is, and what went wrong with it.

import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from './i18n.ts'
import { Problem } from './problem.ts'

export interface Loaded<T> {
  data: T | undefined // the last that was heard
  problem: Problem | undefined // why there is no newer
  at: number | undefined // when the data was heard
  waiting: boolean
  reload: () => Promise<void>
}

/** Asks when the screen opens, when `of` changes, and each `every` seconds while it can be seen. */
export function useLoad<T>(ask: () => Promise<T>, of: unknown[] = [], every = 0): Loaded<T> {
  const [shown, show] = useState<Omit<Loaded<T>, 'reload'>>(NOTHING)
  const turn = useRef(0)
  const latest = useRef(ask)
  latest.current = ask

  async function reload(): Promise<void> {
    const mine = ++turn.current
    show(before => ({ ...before, waiting: true }))
    try {
      const data = await latest.current()
      if (mine === turn.current) show({ data, problem: undefined, at: Date.now(), waiting: false })
    } catch (error) {
      const problem = asProblem(error)
      if (mine === turn.current) show(before => ({ ...before, problem, waiting: false }))
    }
  }

  useEffect(() => {
    show(NOTHING)
    void reload()
    return () => void (turn.current += 1) // what is still under way is nobody's any more
  }, of)
  useEffect(() => (every ? repeat(reload, every * 1000) : undefined), [...of, every])

  return { ...shown, reload }
}

const NOTHING = { data: undefined, problem: undefined, at: undefined, waiting: true }

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error === null || error === undefined) return new Problem(0, 'offline', t('problem.offline'))
  console.error(error)
  return new Problem(0, 'failed', t('problem.failed'))
}

/** Not all screens at once, and none that nobody sees; one that comes back asks at once. */
function repeat(again: () => Promise<void>, every: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = () => {
    timer = setTimeout(async () => {
      if (!document.hidden) await again()
      if (timer) later() // not if it was stopped meanwhile
    }, every * (0.9 + 0.2 * Math.random()))
  }
  const seen = () => {
    if (!document.hidden) void again()
  }
  later()
  document.addEventListener('visibilitychange', seen)
  return () => {
    clearTimeout(timer)
    timer = undefined
    document.removeEventListener('visibilitychange', seen)
  }
}
