// How a device is to be set beside how it says it is; who wishes anew does it of the version he saw.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { api, got, matching } from '../../../../lib/api.ts'
import { useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { Button, Table, Tag, When } from '../../../../ui/base.tsx'
import { Clash, useClash } from '../../rosters/clash.tsx'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { may } from '../may.ts'
import type { Twin } from './types.ts'
import { compared, type Row, rowsOf, type Side, type Value, valuesOf, type Wrong } from './values.ts'
import { Values, written } from './values.tsx'

const KINDS: Record<Side, 'ok' | 'warning' | 'error' | 'plain'> = { same: 'ok', waits: 'warning', differs: 'error', own: 'plain' }
const MOST = 32
interface Draft { begun: boolean; version: number; rows: Row[] }
const NONE: Draft = { begun: false, version: 0, rows: [] }

export function Settings({ of, fixed, again }: { of: Twin; fixed: boolean; again: () => Promise<unknown> }): VNode {
  const { id: me, roles } = useWatcher()
  const rows = compared(of)
  const sets = !fixed && may('set', roles)
  return (
    <>
      <p class="meta">
        {t('twin.version', { version: of.version ?? 0 })}
        {of.wished_at && <> · {t('twin.wished-by', { who: who(of.wished_by, me) })} <When at={of.wished_at} /></>}
        {of.reported_at && <> · {t('twin.reported-at')} <When at={of.reported_at} /></>}
      </p>
      {of.wished > 0 && <p role="status">{of.heard < of.wished ? <Tag kind="warning">{t('twin.unheard', { wished: of.wished, heard: of.heard })}</Tag> : <Tag kind="ok">{t('twin.heard')}</Tag>}</p>}
      {!rows.length && <p class="meta">{t('twin.no-settings')}</p>}
      {rows.length > 0 && (
        <Table caption={t('twin.side-by-side')} rows={rows} id={one => one.name} columns={[
          { title: t('twin.name'), cell: one => <code>{one.name}</code> },
          { title: t('twin.wished'), cell: one => written(one.wished) },
          { title: t('twin.reported'), cell: one => written(one.reported) },
          { title: t('twin.side'), cell: one => <Tag kind={KINDS[one.side]}>{t(`twin.side.${one.side}`)}</Tag> },
        ]} />
      )}
      {sets && <Wish of={of} again={again} />}
    </>
  )
}

function Wish({ of, again }: { of: Twin; again: () => Promise<unknown> }): VNode | null {
  const draft = useDraft<Draft>(`twin:${of.device_id}`, () => NONE)
  const [wrong, tell] = useState<Wrong[]>([])
  const clash = useClash<Twin>()
  if (!draft.value) return null
  const { begun, version, rows } = draft.value
  const begin = () => draft.set({ begun: true, version: of.version ?? 0, rows: rowsOf(of.settings) })
  if (!begun) return <p class="batch"><Button onClick={begin}>{t('twin.wish')}</Button></p>
  const leave = async () => {
    clash.over()
    tell([])
    draft.set(NONE)
    await draft.done()
  }
  const wish = async (on: number) => {
    const said = valuesOf(rows)
    tell(said.wrong)
    if (said.wrong.length) return
    const path = { device_id: of.device_id }
    const kept = await clash.saving(() => got(api.PUT('/v1/devices/{device_id}/twin', { params: { path, header: matching(on) }, body: { settings: said.values } })))
    if (kept) await leave()
    await again()
  }
  const theirs = clash.theirs
  return (
    <div class="wish">
      {theirs && (
        <Clash theirs={<Listed of={theirs.settings} of_={theirs} />} mine={<Listed of={valuesOf(rows).values} />}
          useTheirs={leave} useMine={() => wish(theirs.version ?? 0)} />
      )}
      <p class="meta">{t('twin.wish-on', { version })}</p>
      <Values id="setting" label={t('twin.wish-title')} rows={rows} wrong={wrong} most={MOST}
        known={[...new Set([...Object.keys(of.reported), ...Object.keys(of.settings)])]} set={next => draft.set({ rows: next })} />
      <p class="hint">{t('twin.wish-what')}</p>
      <div class="batch">
        <Button kind="main" onClick={() => wish(version)}>{t('twin.wish-send')}</Button>
        <Button onClick={leave}>{t('confirm.no')}</Button>
      </div>
    </div>
  )
}

function Listed({ of, of_ }: { of: Record<string, Value>; of_?: Twin }): VNode {
  const { id: me } = useWatcher()
  return (
    <>
      {of_?.wished_at && <p class="meta">{t('twin.version', { version: of_.version ?? 0 })} · {t('twin.wished-by', { who: who(of_.wished_by, me) })} <When at={of_.wished_at} /></p>}
      <dl class="facts">{Object.entries(of).map(([name, value]) => <><dt key={name}>{name}</dt><dd>{written(value)}</dd></>)}</dl>
    </>
  )
}
