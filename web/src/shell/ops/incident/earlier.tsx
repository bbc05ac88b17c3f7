// When something was said or became known, if that is not just now: the law counts from then, and not
// from when it is written down.

import type { VNode } from 'preact'
import { how, t } from '../../../lib/i18n.ts'
import { instant, wall } from '../../../lib/wall.ts'
import { Field } from '../../../ui/form.tsx'

interface Props {
  id: string
  label: string
  value: string
  say: (value: string) => void
}
const MINUTE = 60_000

export function Earlier({ id, label, value, say }: Props): VNode {
  return (
    <Field id={id} label={label} hint={t('ops.earlier')} optional>
      {control => <input {...control} type="datetime-local" max={wall(Date.now(), how().zone)} value={value} onInput={event => say(event.currentTarget.value)} />}
    </Field>
  )
}

/** As the API takes it, which refuses what was before `since`: a person chooses whole minutes. */
export function earlier(value: string, since: string): string | null {
  const at = instant(value, how().zone)
  if (at === null) return null
  const first = Date.parse(since)
  return new Date(at < first && first - at < MINUTE ? first : at).toISOString()
}
