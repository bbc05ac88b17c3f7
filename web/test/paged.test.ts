import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { changed, city, press, seen, settled } from './desk.ts'
import { draw, redraw } from './dom.ts'
import type { Shown } from '../src/shell/ops/pages.ts'

const { h } = await import('preact')
const { usePaged } = await import('../src/shell/ops/pages.ts')
const { Rows } = await import('../src/shell/ops/imports/rows.tsx')

let returns: (() => void)[] = []
document.addEventListener = ((_: string, listener: () => void) => void returns.push(listener)) as never
afterEach(async () => {
  await draw(null)
  returns = []
})

type Row = { id: string; stage: string }

/** The last first, two a page. */
async function paged(rows: Row[], anew: object): Promise<{ shown: Shown<Row> }> {
  const it = {} as { shown: Shown<Row> }
  const page = async (after: string) => {
    const from = after ? rows.findIndex(one => one.id === after) + 1 : 0
    return { items: rows.slice(from, from + 2), next: from + 2 < rows.length ? rows[from + 1]?.id ?? null : null }
  }
  const Screen = () => {
    it.shown = usePaged(page, [], anew)
    return null
  }
  await draw(h(Screen, null))
  await settled()
  return it
}

const row = (id: string, stage = 'sent'): Row => ({ id, stage })
const told = ({ shown }: { shown: Shown<Row> }): string => shown.data?.map(one => `${one.id} ${one.stage}`).join() ?? ''

test('a list that is read anew by itself keeps what one asked for further, below what is new', async () => {
  const rows = ['d', 'c', 'b', 'a'].map(id => row(id))
  const it = await paged(rows, { every: 3, id: (one: Row) => one.id })
  await it.shown.further?.()
  await settled()
  assert.equal(told(it), 'd sent,c sent,b sent,a sent')
  rows.splice(0, 1, row('e'), row('d', 'done'))
  returns.forEach(listener => listener())
  await settled()
  assert.equal(told(it), 'e sent,d done,c sent,b sent,a sent', 'nor is lost what the new one pushed off the first page')
  assert.equal(it.shown.further, null)
  await it.shown.reload()
  await settled()
  assert.equal(told(it), 'e sent,d done', 'after an act it begins with the first page')
})

test('rows of an import that were asked for further go when it is at another stage', async () => {
  const one = (row: number, verdict: string) => ({ row, id: null, name: `r${row}`, verdict, problems: [], changes: [], outcome: null })
  let verdict = 'new'
  city.answer = (_, query) => (query.get('after') === '2' ? { items: [one(3, verdict)], next: null } : { items: [one(1, verdict), one(2, verdict)], next: '2' })
  const props = { id: 'i', which: 'new', version: 'checked' }
  const page = await seen('property_manager', Rows as never, props)
  const names = () => page.tagged('td').map(each => each.textContent).filter(text => /^r\d$/.test(text))
  await press(page, '再显示一些')
  assert.deepEqual(names(), ['r1', 'r2', 'r3'])
  verdict = 'same'
  await changed('property_manager', Rows as never, { ...props, version: 'applied' })
  assert.deepEqual(names(), ['r1', 'r2'])
})

test('what was asked further of one list is no part of another that was picked meanwhile', async () => {
  let late = (_: object): void => {}
  const it = {} as { shown: Shown<Row> }
  const pages = (kind: string) => (after: string) =>
    after ? new Promise<any>(done => (late = done)) : Promise.resolve({ items: [row(kind)], next: `${kind}+` })
  const Screen = ({ kind }: { kind: string }) => {
    it.shown = usePaged(pages(kind), [kind])
    return null
  }
  await draw(h(Screen, { kind: 'a' }))
  await settled()
  const asked = it.shown.further?.()
  await redraw(h(Screen, { kind: 'b' }))
  await settled()
  late({ items: [row('a+')], next: null })
  await asked
  await settled()
  assert.deepEqual([told(it), it.shown.further === null], ['b sent', false])
})
