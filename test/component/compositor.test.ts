import { afterAll, beforeAll, expect, test } from 'vitest'
import { adjust } from '../../src/shared/colour/adjust.ts'
import { fitToGamut } from '../../src/shared/colour/gamut.ts'
import { labToSrgb, srgbToLab } from '../../src/shared/colour/lab.ts'
import { sliderNames, sliders } from '../../src/shared/colour/sliders.ts'
import { usualAdjustments } from '../../src/shared/recipe.ts'
import type { Square } from './browser/compose.ts'
import { openPages } from './browser/pages.ts'

let pages: Awaited<ReturnType<typeof openPages>>
beforeAll(async () => {
  pages = await openPages()
})
afterAll(() => pages?.close())

const side = 32
/** Greys from black to white along x. */
const greys = Array.from({ length: side * side }, (_, i) => Math.round(((i % side) * 255) / (side - 1)))
/** Hues around the circle along y, chroma growing with them to far outside of sRGB; whole numbers, which half floats hold exactly. */
const colours = Array.from({ length: side * side }, (_, i) => {
  const row = Math.floor(i / side)
  return [Math.round(3.4 * row * Math.cos(row)), Math.round(3.4 * row * Math.sin(row))]
})

async function composed(adjustments: Square['adjustments'], coloured = true): Promise<number[]> {
  const square: Square = { side, greys, colours: colours.flat(), adjustments, coloured }
  return pages!.compose('compose', square)
}

const usual = usualAdjustments
/** Each slider at both its ends, so that none is forgotten in either place. */
const ends = sliderNames.flatMap((name) => {
  const { min, max } = sliders[name]
  return [min, max].map((value) => [`${name} at ${value}`, { ...usual, [name]: value }] as const)
})

for (const [name, adjustments] of [
  ['as predicted', usual],
  ['weaker, evened out and warm', { ...usual, strength: 0.6, saturation: 1.7, temperature: 0.4 }],
  ['twice as strong and cool', { ...usual, strength: 2, saturation: 0.3, temperature: -1 }],
  ...ends,
] as const) {
  test(`the shaders agree with shared/colour to one code: ${name}`, async ({ skip }) => {
    if (!pages) return skip('no Chromium')
    const pixels = await composed(adjustments)
    let worst = 0
    greys.forEach((grey, i) => {
      const [l] = srgbToLab([grey / 255, grey / 255, grey / 255])
      const [a, b] = colours[i]
      const expected = labToSrgb(fitToGamut(adjust([l, a, b], adjustments)))
      expected.forEach((value, channel) => {
        const code = Math.round(Math.min(1, Math.max(0, value)) * 255)
        worst = Math.max(worst, Math.abs(pixels[4 * i + channel] - code))
      })
    })
    expect(worst).toBeLessThanOrEqual(1)
  })
}

test('the original is shown untouched', async ({ skip }) => {
  if (!pages) return skip('no Chromium')
  const pixels = await composed(usual, false)
  expect(pixels.filter((_, i) => i % 4 === 1)).toEqual(greys)
})

test('tiles of lightness take the tone of a sepia print from its preview', async ({ skip }) => {
  if (!pages) return skip('no Chromium')
  const [preview, tiled] = await pages.compose<number[][]>('sepia', 16)
  expect(preview[0]).toBeGreaterThan(preview[2] + 20)
  for (const [i, code] of tiled.entries()) expect(Math.abs(code - preview[i])).toBeLessThanOrEqual(2)
})
