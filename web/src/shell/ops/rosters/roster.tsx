// A roster: who holds a post on which weekdays and hours. Of several on duty the first is told.

import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, got, matching } from '../../../lib/api.ts'
import { type Key, t } from '../../../lib/i18n.ts'
import { useLoad } from '../../../lib/load.ts'
import { Problem } from '../../../lib/problem.ts'
import { Button, Load } from '../../../ui/base.tsx'
import { WithRosters } from '../person.tsx'
import { type Roster, whole } from '../types.ts'
import { useWatcher } from '../watcher.tsx'
import { isSo, who } from '../words.ts'
import { Clash, useClash } from './clash.tsx'
import { ShiftEdit } from './shift.tsx'

type Shift = Roster['shifts'][number]
const COMMUNITY = 12 // digits of its code, with which a grid's begins
const NEW: Shift = { person: '', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', until: '20:00', first: null, last: null }

export function RosterEdit({ place, post }: { place: string; post: string }): VNode {
  const known = useLoad(() => rosterOf(place, post), [place, post])
  return <Load of={known} quiet>{roster => <Edit key={roster.version ?? 0} of={roster} again={known.reload} />}</Load>
}

/** One that nobody wrote yet is empty, at version 0. */
async function rosterOf(place: string, post: string): Promise<Roster> {
  try {
    return await whole(got(api.GET('/v1/incidents/rosters/{place}/{post}', { params: { path: { place, post } } })))
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return { version: 0, place, post, shifts: [] }
    throw error
  }
}

function Edit({ of, again }: { of: Roster; again: () => Promise<void> }): VNode {
  const { roles } = useWatcher()
  const may = roles.includes('official') || roles.includes('city_operator')
  const [shifts, edit] = useState<Shift[]>([...of.shifts])
  const { theirs, saving, over } = useClash<Roster>()
  useEffect(() => edit([...of.shifts]), [of.version])
  const save = (version: number | null) => saving(async () => {
    const path = { place: of.place, post: of.post }
    await got(api.PUT('/v1/incidents/rosters/{place}/{post}', { params: { path, header: matching(version) }, body: { shifts } }))
    await again()
  })
  const community = of.place.slice(0, COMMUNITY)
  const holders = [...new Set(of.shifts.map(one => one.person))].map(id => ({ id, post: of.post }))
  if (!may) return <Told shifts={of.shifts} />
  return (
    <>
      {theirs && <Clash theirs={<Told shifts={theirs.shifts} />} mine={<Told shifts={shifts} />} useTheirs={() => { over(); void again() }} useMine={() => save(theirs.version)} />}
      {!shifts.length && <p class="meta">{t('ops.no-shifts')}</p>}
      <WithRosters community={community}>
        {shifts.map((one, n) => (
          <ShiftEdit key={n} n={n} of={one} community={community} known={holders} change={to => edit(shifts.map((old, at) => (at === n ? to : old)))} remove={() => edit(shifts.filter((_, at) => at !== n))} />
        ))}
      </WithRosters>
      <Button onClick={() => edit([...shifts, NEW])}>{t('ops.add-shift')}</Button>{' '}
      <Button kind="main" onClick={() => save(of.version)}>{t('ops.save')}</Button>{' '}
      {JSON.stringify(shifts) !== JSON.stringify(of.shifts) && <Button onClick={() => edit([...of.shifts])}>{t('ops.let-be')}</Button>}
    </>
  )
}

export const dayName = (day: number): string => t(`ops.day.${day}` as Key)

function Told({ shifts }: { shifts: readonly Shift[] }): VNode {
  if (!shifts.length) return <p class="meta">{t('ops.no-shifts')}</p>
  return (
    <ul class="plain">
      {shifts.map((one, n) => <li key={n}>{isSo(who(one.person, undefined), one.weekdays.map(dayName).join(' '))} {one.from}–{one.until}{one.first && ` ${one.first} –`}{one.last && ` – ${one.last}`}</li>)}
    </ul>
  )
}
