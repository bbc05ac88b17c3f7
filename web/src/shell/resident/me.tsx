// 我的: how I am reached, how the page looks and speaks, and the way out.

import type { VNode } from 'preact'
import { api, got } from '../../lib/api.ts'
import { language, speak, t } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { choose, isElder, look, type Own } from '../../lib/look.ts'
import { Load, Page } from '../../ui/base.tsx'
import { Leave } from './leave.tsx'
import { MyDevices } from './mine.tsx'
import { Wards, Watched } from './watched.tsx'

const LOOKS: Own[] = ['normal', 'elder', 'elder-max']

export default function Me(): VNode {
  const me = useLoad(() => got(api.GET('/v1/accounts/me')))
  return (
    <Page title={t('resident.me')} {...(isElder() && { back: '/' })}>
      <Load of={me} quiet>
        {one => (
          <dl class="facts">
            <dt>{t('me.name')}</dt><dd>{one.name || t('me.unknown')}</dd>
            <dt>{t('me.phone')}</dt><dd>{one.phone ?? t('me.unknown')}</dd>
          </dl>
        )}
      </Load>
      <Watched />
      <MyDevices />
      <Wards />
      <fieldset>
        <legend>{t('me.look')}</legend>
        {LOOKS.map(one => (
          <label key={one} class="choice">
            <input type="radio" name="look" checked={look.value === one} onChange={() => choose(one)} /> {t(`look.${one}`)}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('me.language')}</legend>
        <label class="choice"><input type="radio" name="language" checked={language.value === 'zh'} onChange={() => void speak('zh')} /> 中文</label>
        <label class="choice" lang="en"><input type="radio" name="language" checked={language.value === 'en'} onChange={() => void speak('en')} /> English</label>
      </fieldset>
      <p><a href="/sign-in/account" data-outside>{t('me.sessions')}</a></p>
      <p><a href="/status">{t('status.title')}</a></p>
      <Leave />
    </Page>
  )
}
