// 登记事件: what no sensor tells, entered by who was told of it; its grade and whom it goes to follow.

import type { VNode } from 'preact'
import { api, got, once } from '../../lib/api.ts'
import { useDraft } from '../../lib/drafting.ts'
import { language, t } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { go } from '../../lib/router.ts'
import { Button, Load, Wait } from '../../ui/base.tsx'
import { type Check, useForm } from '../../ui/filling.tsx'
import { Choice, Field } from '../../ui/form.tsx'
import { Select } from '../../ui/select.tsx'
import { Earlier, earlier } from './incident/earlier.tsx'
import { type Gives, whole } from './types.ts'
import { Post } from './watcher.tsx'

type Category = Gives<'/v1/incidents/categories'>['items'][number]
const URGENCIES = ['P1', 'P2', 'P3', 'P4'] as const
const FRESH = { category: '', priority: 'P2' as (typeof URGENCIES)[number], what: '', address: '', building: '', happened: '', learned: '', drill: false }
const EVER = new Date(0).toISOString()

export default function Screen(): VNode {
  return <Post title={t('ops.raise')} back="/ops">{community => <Asked community={community} />}</Post>
}

function Asked({ community }: { community: string }): VNode {
  const kinds = useLoad(async () => latest((await whole(got(api.GET('/v1/incidents/categories', { params: { query: { community } } })))).items), [community])
  return <Load of={kinds} quiet>{all => <Form community={community} kinds={all} />}</Load>
}

/** Rows of one kind follow each other; the last is in force. */
const latest = (rows: readonly Category[]): Category[] => [...new Map(rows.map(one => [one.id, one])).values()]

function Form({ community, kinds }: { community: string; kinds: Category[] }): VNode {
  const draft = useDraft(`raise:${community}`, () => FRESH)
  const said = draft.value ?? FRESH
  const { key, summary, fault, sending } = useForm(said)
  if (!draft.value) return <Wait />
  const set = (name: keyof typeof FRESH) => (event: { currentTarget: { value: string } }) => draft.set({ [name]: event.currentTarget.value } as Partial<typeof FRESH>)
  async function raise(): Promise<void> {
    const body = {
      community, category: said.category, priority: said.priority, what: said.what.trim(), address: said.address.trim(), building: said.building.trim() || null,
      happened_at: earlier(said.happened, EVER), learned_at: earlier(said.learned, EVER), drill: said.drill,
    }
    await sending(lacking(said), async () => {
      const { id } = await got(api.POST('/v1/incidents', { params: { header: once(key) }, body }))
      await draft.done()
      go(`/ops/e/${id}`)
    })
  }
  return (
    <div class="written">
      <p>{t('ops.raise-what')}</p>
      {summary}
      <Field id="category" label={t('ops.raise-category')} fault={fault('category')}>
        {control => (
          <select {...control} value={said.category} onChange={set('category')}>
            <option value="">{t('form.pick')}</option>
            {kinds.map(one => <option key={one.id} value={one.id}>{one.id} {one[language.value]}</option>)}
          </select>
        )}
      </Field>
      <Field id="priority" label={t('ops.raise-priority')}>
        {control => <Select control={control} of={URGENCIES} value={said.priority} word={one => t(`ops.urgency.${one}`)} set={priority => draft.set({ priority })} />}
      </Field>
      <Field id="what" label={t('ops.raise-seen')} fault={fault('what')}>
        {control => <textarea {...control} rows={3} maxLength={1000} value={said.what} onInput={set('what')} />}
      </Field>
      <Field id="address" label={t('ops.raise-address')} fault={fault('address')}>{control => <input {...control} maxLength={200} value={said.address} onInput={set('address')} />}</Field>
      <Field id="building" label={t('ops.raise-building')} optional>{control => <input {...control} maxLength={60} value={said.building} onInput={set('building')} />}</Field>
      <Earlier id="happened-at" label={t('ops.raise-happened')} value={said.happened} say={happened => draft.set({ happened })} />
      <Earlier id="learned-at" label={t('ops.learned-at')} value={said.learned} say={learned => draft.set({ learned })} />
      <Choice type="checkbox" name="drill" label={t('ops.raise-drill')} on={said.drill} set={() => draft.set({ drill: !said.drill })} />
      <Button kind="main" onClick={raise}>{t('ops.raise-now')}</Button>
    </div>
  )
}

const lacking = ({ category, what, address }: typeof FRESH): Check[] => [
  ['category', !category, t('form.pick')],
  ['what', what.trim().length < 2, t('ops.write-something')],
  ['address', !address.trim(), t('ops.write-something')],
]
