// What a station's latest hour comes to, in one line: never by colour alone.

import type { ComponentChildren, VNode } from 'preact'
import { clock, moment } from '../../../lib/fmt.ts'
import { how, type Key, language, t } from '../../../lib/i18n.ts'
import { measure, number } from '../../../lib/quantities.ts'
import { Tag } from '../../../ui/base.tsx'
import { silentSince } from './told.ts'
import type { Measure, Shown, Value } from './types.ts'

/** `11月26日 10:00–11:00` */
export const spanned = (of: Value): string => `${moment(of.begins, Date.now(), how())}–${clock(of.ends, how())}`

export function Now({ of }: { of: Shown }): VNode {
  const { latest } = of
  if (!latest) return <span class="meta">{t('env.no-hour')}</span>
  const since = silentSince(of)
  return <>{({ air: Air, noise: Noise, water: Water })[of.kind]({ of, hour: latest })}{since && <> <span class="meta">{t('env.silent', { when: moment(since, Date.now(), how()) })}</span></>}</>
}

interface Said { of: Shown; hour: Value }

function Air({ of, hour }: Said): VNode {
  if (hour.air?.aqi == null || !of.level) return <Little />
  const { colour, level } = of.level
  return <><Swatch of={colour} /> <strong>AQI {number(hour.air.aqi)}</strong> {of.level[language.value]}{level > 2 && <> <Tag kind="warning">{t('env.over')}</Tag></>}</>
}

function Noise({ hour }: Said): VNode {
  const { leq } = hour.means
  if (leq == null) return <Little />
  return <><strong>{measure(leq, 'dB(A)')}</strong> <Over of={hour} /></>
}

/** What no limit holds there, such as its temperature, says nothing of water. */
function Water({ of, hour }: Said): VNode {
  const grade = of.quality && <strong>{of.quality[language.value]}</strong>
  return <>{grade} {of.status && <Tag kind={({ normal: 'ok', checking: 'warning', unsafe: 'error' } as const)[of.status]}>{t(`env.status.${of.status}` as Key)}</Tag>}{!hour.articles.length && <> <Little /></>}</>
}

function Over({ of }: { of: Value }): VNode | null {
  const [first] = of.over
  if (first) return <Tag kind="error">{t('env.over-limit', { limit: number(first.limit, 2) })}</Tag>
  return of.articles.length ? <Tag kind="ok">{t('env.status.normal')}</Tag> : null // without one it was held to nothing
}

const Little = (): VNode => <span class="meta">{t('env.too-little')}</span>

/** The colour of the index; its words stand beside it. */
export const Swatch = ({ of }: { of: string }): VNode => <span class={`swatch ${of}`} aria-hidden="true" />

/** Where the state does not control the station, values are for reference, and say so. */
export function Reference({ of, children }: { of: Shown; children?: ComponentChildren }): VNode | null {
  return of.reference && <><Tag>{of.reference[language.value]}</Tag>{children}</>
}

export function limitOf(of: Measure['limits'][number], unit: string): string {
  const said = `${of.bound === 'most' ? '≤' : '≥'} ${measure(of.value, unit, 3)}`
  const period = of.period ? `${t(`env.period.${of.period}` as Key)} ` : ''
  return `${period}${said}${of.verified ? '' : ` (${t('env.unverified')})`}`
}

/** Of a line in a curve, beside which its value stands. */
export function lineOf(of: Measure['limits'][number]): string {
  const said = of.period ? t(`env.period.${of.period}` as Key) : t(`env.bound.${of.bound}` as Key)
  return `${said}${of.verified ? '' : ` (${t('env.unverified')})`}`
}
