// A form that a person fills in: kept on this device as he types, and when the page goes away.

import { useEffect, useRef, useState } from 'preact/hooks'
import { beforeLeaving } from './auth.ts'
import { own } from './own.ts'
import { Unkept } from './store.ts'

const SOON = 800 // ms after the last change

export interface Drafting<T> {
  value: T | undefined // until it is known whether there is one already
  set: (changes: Partial<T> | ((now: T) => Partial<T>)) => void // what was awaited changes what there is by then
  done: () => Promise<void> // the city, or the outbox, has it
  unkept: Unkept['code'] | undefined // only this page has it
}

export function useDraft<T extends object>(form: string, fresh: () => T): Drafting<T> {
  const [value, show] = useState<T>()
  const [unkept, tell] = useState<Unkept['code']>()
  const now = useRef<{ value: T | undefined; dirty: boolean; timer?: ReturnType<typeof setTimeout> }>({ value: undefined, dirty: false })
  const drafts = own.value?.drafts

  async function save(): Promise<void> {
    clearTimeout(now.current.timer)
    if (!now.current.dirty || !now.current.value) return
    now.current.dirty = false
    try {
      await drafts?.save(form, { ...now.current.value } as Record<string, unknown>)
      tell(undefined)
    } catch (error) {
      tell(error instanceof Unkept ? error.code : 'failed')
    }
  }

  function put(next: T): void {
    now.current.value = next
    show(next)
  }

  useEffect(() => {
    let here = true
    const begin = (found?: object): void => {
      if (here) put({ ...fresh(), ...found })
    }
    now.current.dirty = false
    void Promise.resolve(drafts?.load(form)).then(found => begin(found?.answers), () => begin())
    const hidden = () => document.hidden && void save() // a phone may end the page without a word
    document.addEventListener('visibilitychange', hidden)
    const stop = beforeLeaving(save)
    return () => {
      here = false
      stop()
      document.removeEventListener('visibilitychange', hidden)
      void save()
      now.current.value = undefined // what comes now is for nobody: it may have been handed in
    }
  }, [form, drafts])

  return {
    value, unkept,
    set(changes) {
      if (!now.current.value) return
      now.current.dirty = true
      put({ ...now.current.value, ...(typeof changes === 'function' ? changes(now.current.value) : changes) })
      clearTimeout(now.current.timer)
      now.current.timer = setTimeout(() => void save(), SOON)
    },
    async done() {
      clearTimeout(now.current.timer)
      now.current.dirty = false
      await drafts?.acknowledged(form, Infinity).catch(() => {})
    },
  }
}
