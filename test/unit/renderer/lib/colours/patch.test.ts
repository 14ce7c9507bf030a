import { expect, test } from 'vitest'
import { patchColour } from '../../../../../src/renderer/lib/colours/patch.ts'
import { srgbToLab } from '../../../../../src/shared/colour/lab.ts'

const side = 20
/** Red on the left, a grey on the right. */
const picture = {
  data: Uint8ClampedArray.from({ length: side * side * 4 }, (_, i) => {
    const isLeft = Math.floor(i / 4) % side < side / 2
    return isLeft ? [200, 40, 30, 255][i % 4] : [120, 120, 120, 255][i % 4]
  }),
  width: side,
  height: side,
}
const red = srgbToLab([200 / 255, 40 / 255, 30 / 255])
const grey = srgbToLab([120 / 255, 120 / 255, 120 / 255])

function expectColour(found: readonly number[], wanted: readonly number[]): void {
  for (const [channel, value] of found.entries()) expect(value).toBeCloseTo(wanted[channel])
}

test('the mean of a square is taken, in the middle and cut off at the edges', () => {
  for (const x of [0, 0.2]) expectColour(patchColour(picture, { x, y: 0 }, 0.2), red)
  expectColour(patchColour(picture, { x: 1, y: 1 }, 0.2), grey)
  const both = red.map((value, channel) => (value + grey[channel]) / 2)
  expectColour(patchColour(picture, { x: 0.5, y: 0.5 }, 0.4), both)
})

test('a square smaller than a pixel is that pixel', () => {
  expectColour(patchColour(picture, { x: 0.46, y: 0.5 }, 0.001), red)
})
