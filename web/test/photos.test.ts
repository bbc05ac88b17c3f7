import assert from 'node:assert/strict'
import { test } from 'node:test'
import './tsx.ts'
import { draw, drawn, FakeNode } from './dom.ts'
import type { Upload } from '../src/ui/photo.tsx'

const { h } = await import('preact')
const { learning, speak } = await import('../src/lib/i18n.ts')
const { Photo, usePhotos } = await import('../src/ui/photo.tsx')
const { Problem } = await import('../src/lib/problem.ts')
await speak('zh')
await learning('forms', Promise.resolve())

// what a browser decodes and draws with
let closed = 0
Object.assign(globalThis, { createImageBitmap: async () => ({ width: 4000, height: 3000, close: () => (closed += 1) }) })
const plain = document.createElement
document.createElement = ((name: string) => {
  const made = plain(name) as unknown as FakeNode
  if (name === 'canvas') {
    made.getContext = () => ({ fillRect() {}, drawImage() {} })
    made.toBlob = (done: (blob: Blob) => void) => done(new Blob([new Uint8Array(1000)], { type: 'image/jpeg' }))
  }
  return made
}) as never

const frame = [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0x0b, 0xb8, 0x0f, 0xa0, 3]
const jpeg = (name = 'a.jpg') => new File([new Uint8Array(frame)], name)
const svg = new File(['<svg/>'], 'b.jpg', { type: 'image/jpeg' })

async function page(upload?: Upload, most?: number) {
  let now: ReturnType<typeof usePhotos>
  function Shell() {
    now = usePhotos(upload)
    return h(Photo, { id: 'p', shots: now, ...(most ? { most } : {}) })
  }
  const page = await draw(h(Shell, {}))
  return { page, shots: () => now.all, choose: async (...files: File[]) => {
    page.tagged('input')[0]?.fire('change', {}) // nothing chosen is nothing
    const input = page.tagged('input').at(-1) as FakeNode
    input.files = files
    input.fire('change')
    for (let n = 0; n < 5; n += 1) await drawn()
  } }
}

test('for an outbox they are made ready, small, and in their order', async () => {
  const it = await page()
  await it.choose(jpeg(), svg, jpeg('c.jpg'))
  assert.deepEqual(it.shots().map(one => one.state), ['ready', 'refused', 'ready'])
  assert.equal(it.shots()[0]?.photo?.size, 1000)
  assert.ok(it.page.textContent.includes('这不是照片'))
  assert.equal(closed, 2) // what was decoded is freed
  assert.equal(it.page.tagged('img').length, 2)
})

test('one that is not sent says why, keeps what is sent of it, and is sent again', async () => {
  let tries = 0
  const it = await page(async (photo, told) => {
    told(0.4)
    if ((tries += 1) === 1) throw new Problem(0, 'offline', '连不上网络')
    return `e${photo.size}`
  })
  await it.choose(jpeg())
  assert.equal(it.shots()[0]?.state, 'failed')
  assert.ok(it.page.textContent.includes('没有传上去 连不上网络'))
  it.page.named('重新上传').fire('click')
  for (let n = 0; n < 5; n += 1) await drawn()
  assert.deepEqual([it.shots()[0]?.state, it.shots()[0]?.id], ['sent', 'e1000'])
})

test('how much is sent is shown while it is', async () => {
  let finish = (_: string) => {}
  const it = await page((_, told) => {
    told(0.4)
    return new Promise(done => (finish = done))
  })
  await it.choose(jpeg())
  assert.equal(it.page.tagged('progress')[0]?.value, 40)
  assert.ok(it.page.textContent.includes('正在上传 40%'))
  const unsaid = it.page.all(node => node.getAttribute?.('aria-hidden') === 'true' && node.textContent.includes('40%'))
  assert.equal(unsaid.length, 1, 'a reader would else be told of each percent')
  finish('e1')
  await drawn()
  assert.equal(it.page.tagged('progress').length, 0)
})

test('no more than allowed are taken, and one is taken away again', async () => {
  const it = await page(undefined, 2)
  await it.choose(jpeg(), jpeg(), jpeg())
  assert.equal(it.shots().length, 2)
  assert.equal(it.page.tagged('input').length, 0)
  it.page.named('删除').fire('click')
  await drawn()
  assert.equal(it.shots().length, 1)
})
