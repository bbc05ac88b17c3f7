// Where one is, only while a patrol is walked and only where its person has said so; it is told on
// every screen of work all the time, and ends with the patrol, the page, a sign-out, or a press.

import { signal } from '@preact/signals'
import { newKey } from '../../../lib/api.ts'
import { atSignOut } from '../../../lib/auth.ts'
import { t } from '../../../lib/i18n.ts'
import { own, wake } from '../../../lib/own.ts'

interface Point {
  lat: number
  lon: number
  at: string
}
interface Walked {
  id: string
  path: string // where it is to be sent
}
interface Track {
  patrol: Walked
  points: Point[]
  watch: number
}

export const tracked = signal<string | null>(null) // the patrol of which it is kept
export const trouble = signal<'denied' | 'unknown' | null>(null)
const BATCH = 20
const APART = 15_000 // ms between two points
let track: Track | undefined

export function startTracking(patrol: Walked): void {
  stopTracking()
  trouble.value = null
  if (!navigator.geolocation) return void (trouble.value = 'unknown')
  const points: Point[] = []
  const watch = navigator.geolocation.watchPosition(found, failed, { enableHighAccuracy: true, maximumAge: 10_000 })
  track = { patrol, points, watch }
  tracked.value = patrol.id
}

/** What was gathered is kept to be sent: before the end of its patrol, after which none is taken. */
export async function stopTracking(): Promise<void> {
  const over = ended()
  if (over) await hand(over)
}

function ended(): Track | undefined {
  const over = track
  if (over) navigator.geolocation.clearWatch(over.watch)
  track = undefined
  tracked.value = null
  return over
}

atSignOut(ended) // and what was gathered is dropped: the next to hold this telephone walks nobody's patrol

/** The city has named the patrol that was begun here. */
export function renamed(from: string, to: Walked): void {
  if (track?.patrol.id !== from) return
  track.patrol = to
  tracked.value = to.id
}

function found({ coords, timestamp }: GeolocationPosition): void {
  trouble.value = null
  const before = track?.points.at(-1)
  if (!track || (before && timestamp - Date.parse(before.at) < APART)) return
  track.points.push({ lat: coords.latitude, lon: coords.longitude, at: new Date(timestamp).toISOString() })
  if (track.points.length >= BATCH) void hand(track)
}

function failed({ code }: GeolocationPositionError): void {
  trouble.value = code === 1 ? 'denied' : 'unknown'
  if (code === 1) void stopTracking()
}

/** Of a noun of its own: a place that is refused holds up no check, and is dropped without a question. */
async function hand({ patrol, points }: Track): Promise<void> {
  const batch = points.splice(0)
  const { outbox } = own.value ?? {}
  if (!batch.length || !outbox) return
  const about = `positions/${patrol.id}`
  for (const act of await outbox.acts()) {
    if (act.about === about && (act.state === 'refused' || act.state === 'conflict')) await outbox.withdraw(act.id)
  }
  await outbox.keep({ id: newKey(), what: t('work.positions'), about, path: `${patrol.path}/positions`, body: { points: batch } }).catch(() => {})
  wake()
}
