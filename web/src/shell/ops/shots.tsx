// Photographs of an act at the desk: each is sent as it is taken, and the act names those that the city has.
// So it waits for the others: it would be done without them, and nothing would say so.

import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../lib/i18n.ts'
import { Photo, type Upload, usePhotos } from '../../ui/photo.tsx'

const UNDER_WAY = ['preparing', 'sending', 'failed']

interface Shots {
  ids: string[]
  wait: boolean // some are under way
  ready: () => boolean // as Written asks
  field: VNode
}

export function useShots(id: string, upload: Upload): Shots {
  const shots = usePhotos(upload)
  const [pressed, press] = useState(false)
  const wait = shots.all.some(one => UNDER_WAY.includes(one.state))
  return {
    ids: shots.all.flatMap(one => one.id ?? []),
    wait,
    ready() {
      press(wait)
      return !wait
    },
    field: <><Photo id={id} shots={shots} />{pressed && wait && <p class="fault" role="alert">{t('ops.photos-wait')}</p>}</>,
  }
}
