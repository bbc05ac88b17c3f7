// 接单: at the level that one was told. Its key is made of what it answers and of who does, so that
// pressing twice, on two pages as well, is one act, and two people on one telephone are two.

import type { VNode } from 'preact'
import { t } from '../../../lib/i18n.ts'
import { own } from '../../../lib/own.ts'
import { Button } from '../../../ui/base.tsx'
import { NotKept, useKeeping } from '../keeping.tsx'
import { aboutOf } from '../tasks.ts'
import type { Incident } from '../types.ts'
import { titleOfIncident } from '../words.ts'

const OF_PERSON = 24 // characters that tell people of one telephone apart: a key has 64 at most

export function Take({ of, title }: { of: Incident; title?: string }): VNode {
  const { keep, unkept } = useKeeping()
  const press = () => keep({
    id: `take-${of.id}-${of.level}-${own.value?.person.slice(-OF_PERSON)}`,
    what: `${t('work.take')} · ${titleOfIncident(of)}`,
    about: aboutOf('incident', of.id),
    path: `/v1/incidents/${of.id}/acknowledgements`,
    body: { level: of.level },
  })
  return <><NotKept code={unkept} /><Button kind="main" onClick={press}>{title ?? t('work.take')}</Button></>
}
