import { expect, it } from 'vitest'
import { adjust, unadjust } from '../../../../src/shared/colour/adjust.ts'
import type { Triple } from '../../../../src/shared/colour/lab.ts'
import { usualAdjustments } from '../../../../src/shared/recipe.ts'

const colour: Triple = [60, 12, -16]
const chroma = ([, a, b]: Triple): number => Math.hypot(a, b)

it('leaves colours as they are while nobody moved a slider', () => {
  expect(adjust(colour, usualAdjustments)).toEqual(colour)
})

it('never touches lightness', () => {
  const all = { ...usualAdjustments, strength: 1.7, saturation: 0.2, temperature: 1 }
  expect(adjust(colour, all)[0]).toBe(60)
})

it('strength multiplies, and 0 is grey', () => {
  expect(adjust(colour, { ...usualAdjustments, strength: 0.5 })).toEqual([60, 6, -8])
  expect(chroma(adjust(colour, { ...usualAdjustments, strength: 0, temperature: 1 }))).toBe(0)
})

it('saturation lifts weak colours more than strong ones', () => {
  const lifted = { ...usualAdjustments, saturation: 2 }
  const gain = (of: Triple): number => chroma(adjust(of, lifted)) / chroma(of)
  expect(gain([60, 3, 4])).toBeGreaterThan(gain([60, 30, 40]))
  expect(gain([60, 30, 40])).toBeGreaterThan(1)
})

it('temperature moves towards yellow, and below 0 towards blue', () => {
  expect(adjust(colour, { ...usualAdjustments, temperature: 1 })).toEqual([60, 12, 4])
  expect(adjust(colour, { ...usualAdjustments, temperature: -1 })).toEqual([60, 12, -36])
})

it('what sliders did is taken back, whatever they are', () => {
  for (const strength of [0.2, 1, 2]) {
    for (const saturation of [0.1, 1, 2]) {
      for (const temperature of [-1, 0, 0.7]) {
        const sliders = { strength, saturation, temperature }
        for (const [a, b] of [
          [0, 0],
          [12, -16],
          [-3, 60],
        ]) {
          const [, adjustedA, adjustedB] = adjust([60, a, b], sliders)
          const back = unadjust({ a: adjustedA, b: adjustedB }, sliders)
          expect(back.a).toBeCloseTo(a)
          expect(back.b).toBeCloseTo(b)
        }
      }
    }
  }
})

it('where all colour is taken away, a colour stays what it is', () => {
  expect(unadjust({ a: 5, b: 6 }, { ...usualAdjustments, strength: 0 })).toEqual({ a: 5, b: 6 })
})
