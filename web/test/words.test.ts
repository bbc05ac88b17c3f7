import assert from 'node:assert/strict'
import test from 'node:test'
import { language } from '../src/lib/i18n.ts'
import { coded } from '../src/shell/ops/words.ts'

test('a kind of event is named in the words of its row, in the language of the page', () => {
  language.value = 'zh'
  assert.equal(coded('category', 'A6.1'), '住宅火灾')
  language.value = 'en'
  assert.equal(coded('category', 'A6.1'), 'Fire in a dwelling')
  assert.equal(coded('category', 'A99'), 'A99')
  assert.equal(coded('kind', 'A6.1'), 'A6.1')
})
