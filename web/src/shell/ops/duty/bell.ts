// The sound of what nobody has taken and cannot wait. A browser plays none before a person pressed
// something: 开始值守 unlocks it and lets it be heard once.

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

export const watched = signal<string | null>(null) // the community for which one is on duty
const AGAIN = 8000 // ms

let speaker: AudioContext | undefined

export async function begin(community: string): Promise<void> {
  speaker ??= new AudioContext()
  await speaker.resume()
  ring(660)
  watched.value = community
}

export async function end(): Promise<void> {
  await speaker?.suspend()
  watched.value = null
}

/** Two short tones; a drill's are lower. */
function ring(pitch: number): void {
  if (!speaker) return
  for (const [n, factor] of [1, 1.25].entries()) {
    const tone = speaker.createOscillator()
    const loud = speaker.createGain()
    const at = speaker.currentTime + n * 0.25
    tone.frequency.value = pitch * factor
    loud.gain.setValueAtTime(0.001, at)
    loud.gain.exponentialRampToValueAtTime(0.3, at + 0.02)
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.2)
    tone.connect(loud).connect(speaker.destination)
    tone.start(at)
    tone.stop(at + 0.22)
  }
}

/** Rings at once when one more is untaken, and again until all are taken. */
export function useBell(untaken: { id: string; drill?: boolean }[]): void {
  const ids = untaken.map(one => one.id).sort().join()
  const pitch = untaken.length && untaken.every(one => one.drill) ? 440 : 880
  useEffect(() => {
    if (!watched.value || !ids) return
    ring(pitch)
    const timer = setInterval(() => ring(pitch), AGAIN)
    return () => clearInterval(timer)
  }, [ids, watched.value])
}
