import type { VNode } from 'preact'
import { t } from '../../lib/i18n.ts'
import type { Params } from '../../lib/router.ts'
import { Page } from '../../ui/base.tsx'
import { HazardTask } from './task/hazard.tsx'
import { IncidentTask } from './task/incident.tsx'
import { taskAt } from './tasks.ts'

export default function TaskScreen({ params }: { params: Params }): VNode {
  const at = taskAt(params.task ?? '')
  if (!at) return <Page title={t('app.nowhere')} back="/work"><p>{t('app.nowhere-why')}</p></Page>
  return at.sort === 'incident' ? <IncidentTask id={at.id} /> : <HazardTask id={at.id} />
}
