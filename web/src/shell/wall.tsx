// For a wall that is read from three metres and touched by nobody: what is gravest, what runs out.

import './ops/ops.css'
import './ops/wall.css'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { api, got } from '../lib/api.ts'
import { session } from '../lib/auth.ts'
import { useLoad } from '../lib/load.ts'
import { wear, wearChosen } from '../lib/look.ts'
import type { Screens } from '../lib/router.ts'
import { Routed } from '../ui/routed.tsx'
import { whole } from './ops/types.ts'
import { Watching } from './ops/watcher.tsx'
import { Wall } from './ops/wall.tsx'
import { Welcome } from './resident/welcome.tsx'

const SCREENS: Screens = {
  '/wall/ops': Wall,
}

export default function Shell(): VNode {
  return session.value.state === 'out' ? <Welcome /> : <Inside />
}

function Inside(): VNode {
  const me = useLoad(() => whole(got(api.GET('/v1/accounts/me'))))
  useEffect(() => {
    wear('wall')
    return wearChosen
  }, [])
  useAwake()
  return (
    <Watching.Provider value={me}>
      <div class="wall"><Routed screens={SCREENS} /></div>
    </Watching.Provider>
  )
}

/** The screen does not go dark while it is looked at; a browser without that goes dark as it did. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const ask = () => {
      if (!document.hidden) navigator.wakeLock?.request('screen').then(got => (lock = got), () => undefined)
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [])
}
