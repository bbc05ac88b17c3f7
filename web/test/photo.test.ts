import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BYTES, fit, header, PhotoRefused, within } from '../src/lib/photo.ts'

const two = (value: number): number[] => [value >> 8, value & 0xff]
const four = (value: number): number[] => [...two(value >>> 16), ...two(value & 0xffff)]
const ascii = (text: string): number[] => [...new TextEncoder().encode(text)]
const le = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 0xff)

const EXIF = [0xff, 0xe1, ...two(2 + 500), ...ascii('Exif\0\0'), ...new Array(494).fill(0xff)]
const TABLE = [0xff, 0xc4, ...two(4), 9, 9]
const jpeg = (width: number, height: number, frame = 0xc0): Uint8Array =>
  new Uint8Array([
    ...[0xff, 0xd8, ...EXIF, 0xff, ...TABLE],
    ...[0xff, frame, ...two(17), 8, ...two(height), ...two(width), 3],
    ...[0xff, 0xda],
  ])
const png = (width: number, height: number): Uint8Array =>
  new Uint8Array([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...[...four(13), ...ascii('IHDR'), ...four(width), ...four(height), 8, 6, 0, 0, 0],
  ])
const webp = (kind: string, ...rest: number[]): Uint8Array =>
  new Uint8Array([...ascii('RIFF'), ...le(99, 4), ...ascii(`WEBP${kind}`), ...le(80, 4), ...rest])
const refusal = (code: string) => (error: unknown) =>
  error instanceof PhotoRefused && error.code === code

test('a JPEG tells its size behind its Exif and its tables', () => {
  assert.deepEqual(header(jpeg(4032, 3024)), { type: 'image/jpeg', width: 4032, height: 3024 })
  assert.deepEqual(header(jpeg(800, 600, 0xc2)).width, 800) // progressive
})

test('a PNG and the three kinds of WebP tell theirs', () => {
  assert.deepEqual(header(png(640, 480)), { type: 'image/png', width: 640, height: 480 })
  const lossy = webp('VP8 ', 0, 0, 0, 0x9d, 0x01, 0x2a, ...le(1024, 2), ...le(768 | 0x4000, 2))
  assert.deepEqual(header(lossy), { type: 'image/webp', width: 1024, height: 768 })
  const lossless = webp('VP8L', 0x2f, ...le(1023 | (767 << 14), 4))
  assert.deepEqual(header(lossless), { type: 'image/webp', width: 1024, height: 768 })
  const extended = webp('VP8X', 0, 0, 0, 0, ...le(1023, 3), ...le(767, 3))
  assert.deepEqual(header(extended), { type: 'image/webp', width: 1024, height: 768 })
})

test('a drawing named .jpg, a text and nothing are no photographs', () => {
  for (const other of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', 'hello', '']) {
    assert.throws(() => header(new TextEncoder().encode(other)), refusal('not-a-photo'))
  }
})

test('one that ends before it tells its size is refused, wherever it ends', () => {
  for (const whole of [jpeg(100, 100), png(100, 100), webp('VP8X', 0, 0, 0, 0, ...le(9, 3), ...le(9, 3))]) {
    const size = header(whole)
    for (let end = whole.length - 1; end >= 12; end -= 1) {
      try {
        assert.deepEqual(header(whole.subarray(0, end)), size)
      } catch (error) {
        assert.ok(error instanceof PhotoRefused && error.code === 'truncated', `${end}: ${error}`)
      }
    }
    assert.throws(() => header(whole.subarray(0, 15)), refusal('truncated'))
  }
})

test('a JPEG without a frame does not make the reader run on', () => {
  assert.throws(() => header(new Uint8Array([0xff, 0xd8, 0xff, 0xd9, 0, 0])), refusal('unreadable'))
  const zero = [0xff, 0xd8, ...Array(9).fill([0xff, 0xe0, 0, 0]).flat(), 0xff, 0xda]
  assert.throws(() => header(new Uint8Array(zero)), refusal('unreadable'))
  assert.throws(() => header(new Uint8Array([0xff, 0xd8, 0xff, 0x01, 0, 0, 0])), refusal('unreadable'))
})

test('more than forty megapixels are refused before they are decoded', () => {
  for (const one of [jpeg(20000, 20000), png(20000, 20000), png(0xffffffff, 1)]) {
    assert.throws(() => header(one), refusal('too-many-pixels'))
  }
  assert.equal(header(png(8000, 5000)).width, 8000)
  assert.throws(() => header(png(0, 5000)), refusal('unreadable'))
})

test('a picture is scaled down, never up, and never away', () => {
  assert.deepEqual(within(4000, 3000, 1600), [1600, 1200])
  assert.deepEqual(within(800, 600, 1600), [800, 600])
  assert.deepEqual(within(40000, 10, 1600), [1600, 1])
})

test('quality is lowered before pixels are, until it fits', async () => {
  const tried: [number, number][] = []
  const made = await fit(4000, 3000, async (width, height, quality) => {
    tried.push([width, quality])
    return new Blob([new Uint8Array(Math.round(width * height * quality * 0.25))])
  })
  assert.ok(made.size <= BYTES)
  assert.deepEqual(tried, [[1600, 0.85], [1600, 0.7], [1600, 0.55]])
})

test('what will not become smaller is given up on, not tried for ever', async () => {
  let tries = 0
  const made = await fit(4000, 3000, async () => {
    tries += 1
    return new Blob([new Uint8Array(BYTES + 1)])
  })
  assert.ok(made.size > BYTES && tries < 30)
})
