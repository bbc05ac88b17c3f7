import assert from 'node:assert/strict'
import { test } from 'node:test'
import { learning, speak, t } from '../src/lib/i18n.ts'

test('of several that learn at once none forgets what another has learnt', async () => {
  await speak('zh')
  await Promise.all([learning('work', learning('forms', Promise.resolve())), learning('report', Promise.resolve()), speak()])
  assert.deepEqual([t('work.take'), t('form.fault.required'), t('report.send')], ['接单', '请填写{title}', '上报'])
  await speak('en')
  assert.equal(t('report.send'), 'Report it')
})
