import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import './tsx.ts'
import { draw, drawn, redraw } from './dom.ts'

const { h } = await import('preact')
const { Picture } = await import('../src/ui/picture.tsx')
after(() => draw(null))

const signed = (n: number) => h(Picture, { address: `/photo?signed=${n}`, alt: '', width: 96 })

test('what is shown is not fetched again by a newer address, and what is lost is', async () => {
  const page = await draw(signed(1))
  const [picture] = page.tagged('img')
  const src = (): string | null | undefined => picture?.getAttribute('src')
  await redraw(signed(2))
  assert.equal(src(), '/photo?signed=1', 'while it comes')
  picture?.fire('load')
  await redraw(signed(3))
  assert.equal(src(), '/photo?signed=1')
  picture?.fire('error') // the address was good for a while
  await drawn()
  assert.equal(src(), '/photo?signed=3')
  picture?.fire('error') // there is no signal
  await redraw(signed(4))
  assert.equal(src(), '/photo?signed=4', 'tried by each address until it comes')
  picture?.fire('load')
  await redraw(signed(5))
  assert.equal(src(), '/photo?signed=4')
})
