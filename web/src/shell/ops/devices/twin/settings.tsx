// How a device is to be set beside how it says it is; who wishes anew does it of the version he saw.

import type { VNode } from 'preact'
import { api, got, matching } from '../../../../lib/api.ts'
import { type Drafting, useDraft } from '../../../../lib/drafting.ts'
import { t } from '../../../../lib/i18n.ts'
import { Problem } from '../../../../lib/problem.ts'
import { Button, Table, Tag, When } from '../../../../ui/base.tsx'
import { useForm } from '../../../../ui/filling.tsx'
import { Clash, useClash } from '../../rosters/clash.tsx'
import { useWatcher } from '../../watcher.tsx'
import { who } from '../../words.ts'
import { may } from '../may.ts'
import type { Twin } from './types.ts'
import { compared, type Row, rowsOf, type Side, type Value, valuesOf } from './values.ts'
import { fieldOf, Values, written } from './values.tsx'

const KINDS: Record<Side, 'ok' | 'warning' | 'error' | 'plain'> = { same: 'ok', waits: 'warning', differs: 'error', own: 'plain' }
const MOST = 32
interface Draft { begun: boolean; version: number; wished: number; rows: Row[] }
const NONE: Draft = { begun: false, version: 0, wished: 0, rows: [] }

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

type Wishes = { of: Twin; again: () => Promise<unknown> }

function Wish(p: Wishes): VNode | null {
  const { of } = p
  const draft = useDraft<Draft>(`twin:${of.device_id}`, () => NONE)
  if (!draft.value) return null
  const begin = () => draft.set({ begun: true, version: of.version ?? 0, wished: of.wished, rows: rowsOf(of.settings) })
  if (!draft.value.begun) return <p class="batch"><Button onClick={begin}>{t('twin.wish')}</Button></p>
  return <Begun {...p} draft={draft} value={draft.value} />
}

function Begun({ of, again, draft, value: { version, wished, rows } }: Wishes & { draft: Drafting<Draft>; value: Draft }): VNode {
  const clash = useClash<Twin>()
  const { summary, fault, sending } = useForm(rows)
  const leave = async () => {
    draft.set(NONE)
    await draft.done()
  }
  const wish = async (on: Seen) => {
    const { values, wrong } = valuesOf(rows)
    await sending(wrong.map(({ row, what }) => [fieldOf(row, what), true, t(`twin.wrong.${what}`)]), async () => {
      const kept = await clash.saving(() => sent(of.device_id, values, on))
      if (kept) await leave()
      await again()
    })
  }
  const theirs = clash.theirs
  return (
    <div class="wish">
      {theirs && (
        <Clash theirs={<Listed of={theirs.settings} of_={theirs} />} mine={<Listed of={valuesOf(rows).values} />}
          useTheirs={leave} useMine={() => wish(theirs)} />
      )}
      <p class="meta">{t('twin.wish-on', { version })}</p>
      {summary}
      <Values label={t('twin.wish-title')} rows={rows} fault={fault} most={MOST}
        known={[...new Set([...Object.keys(of.reported), ...Object.keys(of.settings)])]} set={next => draft.set({ rows: next })} />
      <p class="hint">{t('twin.wish-what')}</p>
      <div class="batch">
        <Button kind="main" onClick={() => wish({ version, wished })}>{t('twin.wish-send')}</Button>
        <Button onClick={leave}>{t('confirm.no')}</Button>
      </div>
    </div>
  )
}

interface Seen { version: number | null; wished: number }
const AGAIN = 3 // times

/** A device that says something of itself makes a version, too: only who wished meanwhile is in the way. */
async function sent(id: string, settings: Record<string, Value>, on: Seen, left = AGAIN): Promise<void> {
  try {
    await got(api.PUT('/v1/devices/{device_id}/twin', { params: { path: { device_id: id }, header: matching(on.version) }, body: { settings } }))
  } catch (error) {
    const now = error instanceof Problem && error.status === 412 ? (error.current as Twin) : undefined
    if (!now || !left || now.wished !== on.wished) throw error
    await sent(id, settings, now, left - 1)
  }
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
