// The code on a label: read by the camera where a browser can, typed where it cannot.

import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../../lib/i18n.ts'
import { Button } from '../../../ui/base.tsx'
import { Field } from '../../../ui/form.tsx'
import { assetOf } from './route.ts'

interface Detector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
declare global {
  var BarcodeDetector: (new (how: { formats: string[] }) => Detector) | undefined
}

const BETWEEN = 300 // ms between two looks

export function Scan({ route, open }: { route: readonly string[]; open: (id: string) => void }): VNode {
  const [looking, look] = useState(false)
  const [typed, type] = useState('')
  const [fault, tell] = useState('')

  function take(read: string): boolean {
    const id = assetOf(read)
    const known = id && route.find(one => one.toUpperCase() === id.toUpperCase())
    tell(known ? '' : t(id ? 'work.not-on-route' : 'work.misread'))
    if (!known) return false
    look(false)
    open(known)
    return true
  }
  return (
    <section class="scan">
      {globalThis.BarcodeDetector && navigator.mediaDevices && !looking && <Button onClick={() => look(true)}>{t('work.scan')}</Button>}
      {looking && <Camera read={take} stop={why => (look(false), tell(why))} />}
      <form noValidate onSubmit={event => (event.preventDefault(), take(typed))}>
        <Field id="code" label={t('work.code')} hint={t('work.code-hint')} fault={fault || undefined}>
          {control => <input {...control} type="text" autocomplete="off" autocapitalize="characters" value={typed} onInput={event => type(event.currentTarget.value)} />}
        </Field>
        <button type="submit">{t('work.open')}</button>
      </form>
    </section>
  )
}

/** Nothing of the picture is kept. */
function Camera({ read, stop }: { read: (text: string) => boolean; stop: (why: string) => void }): VNode {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    let over = false
    let stream: MediaStream | undefined
    async function run(): Promise<void> {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      const shown = video.current
      if (over || !shown || !globalThis.BarcodeDetector) return end()
      shown.srcObject = stream
      await shown.play()
      const detector = new globalThis.BarcodeDetector({ formats: ['qr_code'] })
      while (!over) {
        const [code] = await detector.detect(shown).catch(() => [])
        if (code && read(code.rawValue)) return end()
        await new Promise(done => setTimeout(done, BETWEEN))
      }
    }
    const end = (): void => stream?.getTracks().forEach(one => one.stop())
    run().catch(() => stop(t('work.no-camera')))
    return () => {
      over = true
      end()
    }
  }, [])
  return (
    <>
      <video ref={video} muted playsInline aria-label={t('work.scan')} />
      <Button onClick={() => stop('')}>{t('work.stop-scan')}</Button>
    </>
  )
}
