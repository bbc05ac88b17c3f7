// 事件: what is known of an incident, where it stands, and what this person may do about it now.

import type { VNode } from 'preact'
import { api, got } from '../../../lib/api.ts'
import { placeName } from '../../../lib/config.ts'
import { useFollowed } from '../../../lib/follow.ts'
import { language, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { useOutline } from '../../../lib/outline.ts'
import type { Params } from '../../../lib/router.ts'
import { Load, Page } from '../../../ui/base.tsx'
import { Map as Drawing } from '../../../ui/map.tsx'
import { Here } from '../flow/here.tsx'
import { useKeys } from '../keys.tsx'
import { type Detail, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { titled } from '../words.ts'
import { Acts } from './acts.tsx'
import { Folded } from './folded.tsx'
import { Grading } from './grading.tsx'
import { Header } from './header.tsx'
import { Links } from './links.tsx'
import { People, Photos } from './people.tsx'
import { Readings } from './readings.tsx'
import { Reports } from './reports.tsx'
import { Teamwork } from './teamwork.tsx'
import { Facts } from './timeline.tsx'

const asked = (id: string) => whole(got(api.GET('/v1/incidents/{incident_id}', { params: { path: { incident_id: id } } })))

export default function Screen({ params }: { params: Params }): VNode {
  const first = useLoad(() => asked(params.id ?? ''), [params.id])
  if (first.data) return <Followed first={first.data} />
  return <Page title={t('ops.incident')} back="/ops" wide><Load of={first}>{() => null}</Load></Page>
}

function Followed({ first }: { first: Detail }): VNode {
  const { community, id } = first
  const followed = useFollowed(() => asked(id), { community, features: ['incidents'] })
  const one = followed.data ?? first
  const shown = { ...followed, data: one }
  useKeys([{ key: 'a', words: t('ops.key.act'), act: () => document.querySelector<HTMLElement>('#act button.main, #act input, #act textarea')?.focus() }])
  return (
    <Page title={titled(one)} back={`/ops?community=${community}`} wide>
      <div class="aged"><Load of={shown}>{detail => <Shown of={detail} again={followed.reload} />}</Load></div>
    </Page>
  )
}

function Shown({ of, again }: { of: Detail; again: () => unknown }): VNode {
  const { id: me } = useWatcher()
  return (
    <>
      <Header of={of} me={me} />
      <Acts of={of} again={again} />
      <div class="columns">
        <div>
          <Facts of={of} me={me} />
          <Here community={of.community} stage={of.stage} />
        </div>
        <div>
          <Place of={of} />
          <Readings of={of} />
          <Grading of={of} again={again} />
        </div>
        <div>
          <Links of={of} />
          <Folded of={of} again={again} />
          <Photos of={of} me={me} />
          <People of={of} me={me} />
          <Teamwork of={of} again={again} />
          <Reports of={of} again={again} />
        </div>
      </div>
    </>
  )
}

function Place({ of }: { of: Detail }): VNode {
  const outline = useOutline(of.community)
  const marks = of.lat == null || of.lon == null ? []
    : [{ id: of.id, at: [of.lon, of.lat] as [number, number], level: of.grade ?? null, short: of.priority.slice(1), title: of.subject }]
  return (
    <section aria-labelledby="where">
      <h2 id="where">{t('ops.where')}</h2>
      <p>{placeName(of.grid ?? of.community, language.value)}{of.address && ` · ${of.address}`}{of.building && ` · ${of.building}`}</p>
      {marks.length > 0 && <Drawing title={of.subject} {...outline} marks={marks} />}
    </section>
  )
}
