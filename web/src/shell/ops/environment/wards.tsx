// 跌倒看护: whom the community watches over for falls. They are listed, or one is looked at, for a
// purpose, and each sees that. Nothing of it is kept on this device.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, forPurpose, got } from '../../../lib/api.ts'
import { placeName } from '../../../lib/config.ts'
import { date } from '../../../lib/fmt.ts'
import { how, language, t } from '../../../lib/i18n.ts'
import { query } from '../../../lib/router.ts'
import { Button, Load, Table, Tag } from '../../../ui/base.tsx'
import { usePaged } from '../pages.ts'
import { Pick } from '../pick.tsx'
import { whole } from '../types.ts'
import { Post, within } from '../watcher.tsx'
import { who } from '../words.ts'
import { Register } from './enrolling.tsx'
import { Choice, Text } from './fields.tsx'
import { type Purpose, PURPOSES } from './types.ts'
import { One } from './ward.tsx'

interface Asked { person: string; purpose: Purpose } // of nobody: for the list
const EQUIPPED = ['true', 'false'] as const

export default function Screen(): VNode {
  return <Post title={t('ops.wards')} back={within('/ops/more')}>{community => <Wards key={community} community={community} />}</Post>
}

function Wards({ community }: { community: string }): VNode {
  const [asked, look] = useState<Asked>()
  const [listed, list] = useState<Purpose>()
  const [turn, changed] = useState(0) // who ended or registered somebody asks for the list anew
  const ask = (said: Asked): void => {
    look(said)
    if (!said.person) list(said.purpose)
  }
  const again = (): void => changed(now => now + 1)
  return (
    <>
      <p class="lead">{t('ward.what')}</p>
      <Ask look={ask} />
      {asked?.person && <One key={`${asked.person} ${asked.purpose}`} {...asked} changed={again} />}
      {listed && <List community={community} purpose={listed} turn={turn} look={person => look({ person, purpose: listed })} />}
      <details><summary>{t('ward.register')}</summary><Register community={community} changed={again} /></details>
    </>
  )
}

function Ask({ look }: { look: (asked: Asked) => void }): VNode {
  const [person, type] = useState('')
  const [purpose, choose] = useState<Purpose | ''>('')
  const [turn, press] = useState(0)
  const ask = (): void => {
    press(turn + 1)
    if (purpose) look({ person: person.trim(), purpose })
  }
  return (
    <section aria-labelledby="ask">
      <h2 id="ask">{t('ward.look')}</h2>
      <Choice id="purpose" label={t('ward.purpose')} value={purpose} of={PURPOSES} word={one => t(`sight.for.${one}`)} set={choose} fault={turn && !purpose ? t('ward.missing') : undefined} />
      <Text id="asked" label={t('ward.person')} hint={t('ward.all-hint')} value={person} set={type} optional />
      <p class="hint">{t('ward.trace')}</p>
      <Button kind="main" onClick={ask}>{t('ward.look-do')}</Button>
    </section>
  )
}

function List({ community, purpose, turn, look }: { community: string; purpose: Purpose; turn: number; look: (person: string) => void }): VNode {
  const equipped = EQUIPPED.find(one => one === query.value.get('equipped'))
  const more = equipped && { equipped: equipped === 'true' }
  const found = usePaged(
    after => whole(got(api.GET('/v1/environment/wards', { params: { query: { community, after, ...more }, header: forPurpose(purpose) } }))),
    [purpose, equipped, turn],
  )
  return (
    <section aria-labelledby="wards">
      <h2 id="wards">{t('ward.list')}</h2>
      <div class="filters" role="search">
        <Pick label={t('ward.sensors')} name="equipped" value={equipped ?? null} of={EQUIPPED} word={one => t(`ward.equipped.${one}`)} />
      </div>
      <Load of={found} isEmpty={rows => !rows.length && !found.further} empty={<p>{t(equipped ? 'ward.none-such' : 'ward.none')}</p>}>
        {rows => (
          <Table caption={t(found.further ? 'ward.count-so-far' : 'ward.count', { count: rows.length })} rows={rows} id={one => one.person} columns={[
            { title: t('ward.person'), cell: one => <button type="button" class="link" onClick={() => look(one.person)}>{who(one.person, undefined)}</button> },
            { title: t('ward.place'), cell: one => placeName(one.grid ?? one.community, language.value) },
            { title: t('ward.sensors'), cell: one => one.sensors || <Tag kind="warning">{t('ward.unequipped')}</Tag> },
            { title: t('ward.until'), cell: one => date(one.until, how()) },
          ]} />
        )}
      </Load>
      {found.further && <Button onClick={found.further}>{t('sight.show-more')}</Button>}
    </section>
  )
}
