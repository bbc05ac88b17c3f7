import assert from 'node:assert/strict'
import test from 'node:test'
import { language, learning, speak } from '../src/lib/i18n.ts'
import { coded, titled } from '../src/shell/ops/words.ts'
import { titleOfIncident } from '../src/shell/work/words.ts'

test('a kind of event is named in the words of its row, in the language of the page', () => {
  language.value = 'zh'
  assert.equal(coded('category', 'A6.1'), '住宅火灾')
  language.value = 'en'
  assert.equal(coded('category', 'A6.1'), 'Fire in a dwelling')
  assert.equal(coded('category', 'A99'), 'A99')
  assert.equal(coded('kind', 'A6.1'), 'A6.1')
})

test('what people found is titled by what is wrong, and has no number', async () => {
  language.value = 'zh'
  await learning('things', Promise.resolve())
  await speak('zh')
  for (const title of [titled, titleOfIncident] as ((one: { kind: string; measure: string; value: number; what: string; drill: boolean }) => string)[]) {
    const said = (kind: string, measure: string) => title({ kind, measure, value: 1, what: '', drill: false })
    assert.equal(said('gas_smell', 'report'), '闻到燃气味 · 有人报告')
    assert.equal(said('manhole', 'patrol'), '窨井盖 · 巡检发现')
    assert.equal(said('fire_detector', 'fire'), '火灾探测点 · 火警 1')
  }
})
