import { expect, it } from 'vitest'
import { appContract } from '../../../../src/shared/contract/app.ts'

const { args } = appContract.predict

function lightness(width: number, height: number) {
  return { l: { data: new Float32Array(width * height), width, height }, model: 'tintype-mobile' }
}

it.each([
  [512, 1536],
  [1536, 512],
  [2, 2],
])('predict takes L of %i x %i', (width, height) => {
  expect(args.safeParse(lightness(width, height)).success).toBe(true)
})

it.each([
  [514, 514],
  [128, 1538],
  [2000, 2000],
])('predict refuses L of %i x %i at the door: it would hold the engine', (width, height) => {
  expect(args.safeParse(lightness(width, height)).error?.message).toMatch(/512 pixels on its short side/)
})
