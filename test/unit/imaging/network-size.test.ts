import { expect, it } from 'vitest'
import { networkSizeOf } from '../../../src/main/imaging/network-size.ts'

it.each([
  [4000, 3000, 342, 256],
  [3000, 4000, 256, 342],
  [100, 100, 256, 256],
  [1, 1, 256, 256],
  [1, 20_000, 256, 768],
  [20_000, 1, 768, 256],
  [1000, 333, 768, 256],
])('a photo of %i x %i is seen at %i x %i', (width, height, networkWidth, networkHeight) => {
  expect(networkSizeOf({ width, height }, 256)).toEqual({ width: networkWidth, height: networkHeight })
})
