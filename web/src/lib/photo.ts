/** Makes a photograph fit to send: at most 1600 px and 300 kB, and made anew from its pixels, so
 * that the place it was taken and whatever else rode along are gone.
 *
 * What it is and how large is read from its first bytes, before anything is decoded: a picture of
 * 20000 × 20000 would take a phone 1.6 GB.
 */

export const SIDE = 1600
export const BYTES = 300_000
export const PIXELS = 40_000_000
export const ACCEPT = 'image/jpeg,image/png,image/webp' // so asked, a phone hands out no HEIC
const HEAD = 1 << 20 // a JPEG tells its size behind previews and colour tables

export type Code = 'not-a-photo' | 'truncated' | 'too-many-pixels' | 'unreadable'
export interface Size {
  type: 'image/jpeg' | 'image/png' | 'image/webp'
  width: number
  height: number
}

export class PhotoRefused extends Error {
  code: Code
  constructor(code: Code) {
    super(code)
    this.code = code
  }
}

/** What a photograph says of itself; its name and its claimed type are not asked. */
export function header(bytes: Uint8Array): Size {
  try {
    const size = jpeg(bytes) ?? png(bytes) ?? webp(bytes)
    if (!size) throw new PhotoRefused('not-a-photo')
    if (!size.width || !size.height) throw new PhotoRefused('unreadable')
    if (size.width * size.height > PIXELS) throw new PhotoRefused('too-many-pixels')
    return size
  } catch (error) {
    if (error instanceof RangeError) throw new PhotoRefused('truncated') // it ends before it tells
    throw error
  }
}

function jpeg(bytes: Uint8Array): Size | null {
  if (!starts(bytes, [0xff, 0xd8, 0xff])) return null
  const view = viewOf(bytes)
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) throw new PhotoRefused('unreadable')
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    if (marker === 0xda || marker === 0xd9) throw new PhotoRefused('unreadable') // no frame before
    if (marker === 0xff) at += 1 // filling
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2 // without a length
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
}

function png(bytes: Uint8Array): Size | null {
  if (!starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return null
  const view = viewOf(bytes)
  if (text(bytes, 12) !== 'IHDR') throw new PhotoRefused('unreadable')
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

function webp(bytes: Uint8Array): Size | null {
  if (bytes.length < 12 || text(bytes, 0) !== 'RIFF' || text(bytes, 8) !== 'WEBP') return null
  const view = viewOf(bytes)
  const three = (at: number): number => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
  const sized = (width: number, height: number): Size => ({ type: 'image/webp', width, height })
  const kind = text(bytes, 12)
  if (kind === 'VP8X') return sized(three(24), three(27))
  if (kind === 'VP8 ') {
    return sized(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
  }
  if (kind !== 'VP8L') throw new PhotoRefused('unreadable')
  const packed = view.getUint32(21, true)
  return sized((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1)
}

/** Scaled to fit, never enlarged. */
export function within(width: number, height: number, side: number): [number, number] {
  const scale = Math.min(1, side / Math.max(width, height))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

export type Encode = (width: number, height: number, quality: number) => Promise<Blob>

/** The best that fits: first less quality, which is seen less than fewer pixels. */
export async function fit(width: number, height: number, encode: Encode): Promise<Blob> {
  for (let side = SIDE; ; side = Math.round(side * 0.75)) {
    for (const quality of [0.85, 0.7, 0.55]) {
      const made = await encode(...within(width, height, side), quality)
      if (made.size <= BYTES || side < 200) return made
    }
  }
}

/** A photograph fit to send, as JPEG; throws PhotoRefused with words for whoever took it. */
export async function shrink(file: Blob): Promise<Blob> {
  header(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()))
  const picture = await decode(file)
  try {
    return await fit(picture.width, picture.height, (width, height, quality) =>
      drawn(picture.source, width, height, quality),
    )
  } finally {
    picture.close()
  }
}

interface Picture {
  source: CanvasImageSource
  width: number
  height: number
  close(): void
}

/** Upright, as the camera's note on its orientation is lost with the rest. */
async function decode(file: Blob): Promise<Picture> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const { width, height } = bitmap
    return { source: bitmap, width, height, close: () => bitmap.close() }
  } catch {
    return decodeByElement(file) // web views without that option
  }
}

async function decodeByElement(file: Blob): Promise<Picture> {
  const address = URL.createObjectURL(file)
  const image = new Image()
  image.src = address
  try {
    await image.decode()
  } catch {
    URL.revokeObjectURL(address)
    throw new PhotoRefused('unreadable')
  }
  const { naturalWidth: width, naturalHeight: height } = image
  return { source: image, width, height, close: () => URL.revokeObjectURL(address) }
}

async function drawn(from: CanvasImageSource, width: number, height: number, quality: number) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  if (!pen) throw new PhotoRefused('unreadable')
  pen.fillStyle = '#fff' // what was transparent would turn black
  pen.fillRect(0, 0, width, height)
  pen.drawImage(from, 0, 0, width, height)
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  canvas.width = canvas.height = 0 // iOS counts canvases until they are collected
  if (!made) throw new PhotoRefused('unreadable')
  return made
}

function starts(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function text(bytes: Uint8Array, at: number): string {
  if (bytes.length < at + 4) throw new RangeError('short')
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}
