// Words in the language of the page. A key that texts/zh.json lacks does not compile.

import { signal } from '@preact/signals'
import { config, type Language } from './config.ts'
import { CITY, type How } from './fmt.ts'
import { keep, kept } from './kept.ts'
import type zh from '../../texts/zh.json'
import type devices from '../../texts/devices.zh.json'
import type environment from '../../texts/environment.zh.json'
import type fleet from '../../texts/fleet.zh.json'
import type forms from '../../texts/forms.zh.json'
import type mine from '../../texts/mine.zh.json'
import type ops from '../../texts/ops.zh.json'
import type parts from '../../texts/parts.zh.json'
import type publicly from '../../texts/public.zh.json'
import type report from '../../texts/report.zh.json'
import type resident from '../../texts/resident.zh.json'
import type rules from '../../texts/rules.zh.json'
import type sight from '../../texts/sight.zh.json'
import type twin from '../../texts/twin.zh.json'
import type work from '../../texts/work.zh.json'

export type Key = keyof typeof zh | keyof typeof devices | keyof typeof environment | keyof typeof fleet | keyof typeof forms | keyof typeof mine | keyof typeof ops | keyof typeof parts | keyof typeof publicly | keyof typeof report | keyof typeof resident | keyof typeof rules | keyof typeof sight | keyof typeof twin | keyof typeof work
type Values = Record<string, string | number>

const LOAD = {
  zh: () => Promise.all([
    import('../../texts/codes.zh.json', { with: { type: 'json' } }),
    import('../../texts/zh.json', { with: { type: 'json' } }),
  ]),
  en: () => Promise.all([
    import('../../texts/codes.en.json', { with: { type: 'json' } }),
    import('../../texts/en.json', { with: { type: 'json' } }),
  ]),
}

const OWN = { // a shell's own words, which others need not fetch, and those of what few show: a line each
  devices: {
    zh: () => import('../../texts/devices.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/devices.en.json', { with: { type: 'json' } }),
  },
  environment: {
    zh: () => import('../../texts/environment.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/environment.en.json', { with: { type: 'json' } }),
  },
  fleet: { // of all devices at once
    zh: () => import('../../texts/fleet.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/fleet.en.json', { with: { type: 'json' } }),
  },
  forms: { // faults of forms, photographs, maps, series
    zh: () => import('../../texts/forms.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/forms.en.json', { with: { type: 'json' } }),
  },
  laws: { // what rules name as their sources
    zh: () => import('../../texts/laws.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/laws.en.json', { with: { type: 'json' } }),
  },
  mine: { // devices that are registered of who signed in
    zh: () => import('../../texts/mine.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/mine.en.json', { with: { type: 'json' } }),
  },
  ops: {
    zh: () => import('../../texts/ops.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/ops.en.json', { with: { type: 'json' } }),
  },
  parts: { // of the command centre, that are looked at more rarely
    zh: () => import('../../texts/parts.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/parts.en.json', { with: { type: 'json' } }),
  },
  public: {
    zh: () => import('../../texts/public.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/public.en.json', { with: { type: 'json' } }),
  },
  report: {
    zh: () => import('../../texts/report.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/report.en.json', { with: { type: 'json' } }),
  },
  resident: {
    zh: () => import('../../texts/resident.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/resident.en.json', { with: { type: 'json' } }),
  },
  rules: { // of devices, with their alarms and kinds
    zh: () => import('../../texts/rules.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/rules.en.json', { with: { type: 'json' } }),
  },
  sight: { // of sightings, their sensors, and stations
    zh: () => import('../../texts/sight.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/sight.en.json', { with: { type: 'json' } }),
  },
  things: { // what devices are, measure and are told, in the features' own words
    zh: () => import('../../texts/things.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/things.en.json', { with: { type: 'json' } }),
  },
  twin: { // of devices, with what they are told
    zh: () => import('../../texts/twin.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/twin.en.json', { with: { type: 'json' } }),
  },
  work: {
    zh: () => import('../../texts/work.zh.json', { with: { type: 'json' } }),
    en: () => import('../../texts/work.en.json', { with: { type: 'json' } }),
  },
}
const learnt = new Set<keyof typeof OWN>()

export const language = signal<Language>(wished())
const words = signal<Record<string, string>>({})

function wished(): Language {
  const before = kept('language')
  if (before === 'zh' || before === 'en') return before
  return globalThis.navigator?.language?.startsWith('en') ? 'en' : 'zh'
}

export async function speak(wanted?: Language): Promise<void> {
  const [spoken, known] = [wanted ?? language.value, learnt.size]
  const parts = await Promise.all([LOAD[spoken](), Promise.all([...learnt].map(shell => OWN[shell][spoken]()))])
  // more was learnt meanwhile, or the other language chosen by who reads
  if (learnt.size > known || (!wanted && spoken !== language.value)) return speak(wanted)
  // no part, and no error: it is gone, and the page is about to load anew
  words.value = Object.assign({}, ...parts.flat().map(part => part?.default)) as Record<string, string>
  if (spoken !== language.value) keep('language', spoken)
  language.value = spoken
  if (globalThis.document) document.documentElement.lang = spoken === 'zh' ? 'zh-CN' : 'en'
}

/** A shell with its own words. */
export async function learning<T>(shell: keyof typeof OWN, part: Promise<T>): Promise<T> {
  learnt.add(shell)
  const [found] = await Promise.all([part, speak()])
  return found
}

/** The text of a key; `{name}` in it is filled in. */
export function t(key: Key, values: Values = {}): string {
  return filled(words.value[key] ?? key, values)
}

/** A text of a key that is made at run time, such as of a code; `otherwise` where there is none. */
export function tOr(key: string, otherwise: string, values: Values = {}): string {
  return filled(words.value[key] ?? otherwise, values)
}

/** Words of a code that the API gave: `word('role', 'resident')` is texts' `role.resident`. */
export const word = (kind: string, code: string): string => tOr(`${kind}.${code}`, code)

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** In whose words and by whose clock lib/fmt.ts writes. */
export const how = (): How => ({ lang: language.value, zone: config.value?.zone ?? CITY.zone })
