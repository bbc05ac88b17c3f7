// What the city says of itself to a browser: /config.json, written at deployment.

import { signal } from '@preact/signals'

export type Language = 'zh' | 'en'
export type Words = Record<Language, string>

export interface Config {
  city: string
  title: Words
  languages: Language[]
  zone: string
  issuer: string
  client: string
  communities: { code: string; name: Words; outline: string | null }[] // path of its GeoJSON
  socket: string | null
  helpline?: string | null
  posts?: Record<string, Words> // as the city calls them
}

export const config = signal<Config | null>(null)

export async function loadConfig(): Promise<void> {
  const answer = await fetch('/config.json', { cache: 'no-cache' })
  if (!answer.ok) throw new Error(`config ${answer.status}`)
  config.value = (await answer.json()) as Config
}

export function known(): Config {
  if (!config.value) throw new Error('asked before it was loaded')
  return config.value
}

/** The name of a place, or its code where the city's file names none. */
export function placeName(code: string, language: Language): string {
  const { communities, title } = known()
  const found = communities.find(one => one.code === code)
  if (found) return found.name[language]
  const within = communities.find(one => code.startsWith(one.code))
  if (within) return `${within.name[language]} ${code.slice(12)}`
  return /0{8}$/.test(code) ? title[language] : code
}
