// How long who fell may still say that all is well: told by the second, as it is less than a minute.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { how, t } from '../../../../lib/i18n.ts'
import { seconds } from '../../../../lib/quantities.ts'

export function Left({ until }: { until: string | null }): VNode | null {
  const [now, tick] = useState(Date.now())
  useEffect(() => {
    if (!until) return
    const timer = setInterval(() => tick(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [until])
  if (!until) return null
  const left = Date.parse(until) - now
  return <time class="left" role="timer" dateTime={until}>{left > 0 ? t('sight.left', { time: seconds(left, how()) }) : t('sight.next-now')}</time>
}
