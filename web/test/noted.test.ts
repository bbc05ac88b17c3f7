import assert from 'node:assert/strict'
import test from 'node:test'
import { config } from '../src/lib/config.ts'
import { language, learning, speak } from '../src/lib/i18n.ts'
import { cited, noted, postName } from '../src/lib/noted.ts'

const SAID: [string, string, string][] = [
  ['close GV-1: done', '关闭 GV-1：已执行', 'close GV-1: done'],
  ['vacant: duty, head (unreadable)', '无人在岗:值班员、社区负责人 (班表无法读取)', 'nobody on duty: duty officer, community head (its roster cannot be read)'],
  ['vacant: grid_worker, night_watch', '无人在岗:网格员、night_watch', 'nobody on duty: grid worker, night_watch'],
  ['abnormal-again', '传感器再次异常', 'the sensor is abnormal again'],
  ['LF5-warn: 25 min', '已满 25 分钟', '25 minutes'],
  ['duties: D6-phone', '应报告:D6-phone', 'to be reported: D6-phone'],
  ['三人受伤; duties: D6-phone', '三人受伤；应报告:D6-phone', '三人受伤; to be reported: D6-phone'],
  ['查明; unreported D1-county: 已口头告知', '查明；未报告 D1-county:已口头告知', '查明; not reported (D1-county): 已口头告知'],
  ['换新; unreported D1-county: 已口头告知; sensor fault: 电池没电', '换新；未报告 D1-county:已口头告知；传感器故障:电池没电', '换新; not reported (D1-county): 已口头告知; sensor out of order: 电池没电'],
  ['D6-phone: town', '乡镇(街道) (D6-phone)', 'the town or street office (D6-phone)'],
  ['FD-001: 3 abnormal', 'FD-001：3 处异常', 'FD-001: 3 abnormal'],
  ['【演练】119 phone: 三楼起火', '【演练】119 电话：三楼起火', '【演练】119 telephone: 三楼起火'],
  ['R-keep: 3', '3 人', '3 people'],
  ['已更换井盖', '已更换井盖', '已更换井盖'],
]

for (const [at, lang] of (['zh', 'en'] as const).entries()) {
  test(`what the machine noted is said in words: ${lang}`, async () => {
    language.value = lang
    await learning('things', learning('laws', Promise.resolve()))
    await speak(lang)
    for (const one of SAID) assert.equal(noted(one[0]), one[at + 1])
    assert.equal(cited('L-FIRE#28; local'), at === 0 ? '《消防法》第28条、本地规则' : 'Fire Protection Law, art. 28, local rule')
    assert.equal(cited('HJ 633-2026'), 'HJ 633-2026')
  })
}

test('a post is called as the city calls it, before any word for it', async () => {
  language.value = 'en'
  await speak('en')
  const night = { zh: '夜班员', en: 'night watch' }
  config.value = { posts: { night_watch: night, duty: { zh: '值班长', en: 'duty chief' } } } as never
  assert.equal(noted('vacant: night_watch, duty, head, day_watch'), 'nobody on duty: night watch, duty chief, community head, day_watch')
  language.value = 'zh'
  await speak('zh')
  assert.equal(postName('night_watch'), night.zh)
})
