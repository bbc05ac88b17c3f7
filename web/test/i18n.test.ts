import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { language, learning, speak, t } from '../src/lib/i18n.ts'

test('of several that learn at once none forgets what another has learnt', async () => {
  await speak('zh')
  await Promise.all([learning('work', learning('forms', Promise.resolve())), learning('report', Promise.resolve()), speak()])
  assert.deepEqual([t('work.take'), t('form.fault.required'), t('report.send')], ['接单', '请填写{title}', '上报'])
  await speak('en')
  assert.equal(t('report.send'), 'Report it')
})

test('who chooses the other language while a part is learnt reads all of it in that one', async () => {
  await speak('en')
  await speak('zh')
  await Promise.all([learning('fleet', Promise.resolve()), speak('en')])
  assert.deepEqual([language.value, t('report.send'), t('fleet.show-more')], ['en', 'Report it', 'Show more'])
  await Promise.all([speak('zh'), learning('twin', Promise.resolve())])
  assert.deepEqual([language.value, t('twin.title')], ['zh', '设备孪生'])
})

test('no word stands twice in a file, as the latter would be said in both places', () => {
  const texts = new URL('../texts/', import.meta.url)
  for (const file of readdirSync(texts)) {
    const keys = [...readFileSync(new URL(file, texts), 'utf-8').matchAll(/^ {2}"([^"]+)":/gm)].map(one => one[1])
    assert.ok(keys.length > 0, file)
    assert.deepEqual(keys.filter((one, n) => keys.indexOf(one) !== n), [], file)
  }
})

test('what is filled into a text is filled into it in both languages', () => {
  const texts = new URL('../texts/', import.meta.url)
  const read = (file: string): Record<string, string> => JSON.parse(readFileSync(new URL(file, texts), 'utf-8'))
  const gaps = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort()
  for (const file of readdirSync(texts).filter(one => one.endsWith('zh.json'))) {
    const en = read(file.replace('zh', 'en'))
    for (const [key, text] of Object.entries(read(file))) assert.deepEqual(gaps(en[key] ?? ''), gaps(text), key)
  }
})
