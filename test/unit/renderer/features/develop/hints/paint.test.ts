import { expect, test } from 'vitest'
import { HintField } from '../../../../../../src/main/engine/field/hint-field.ts'
import { painted } from '../../../../../../src/shared/colour/adjust.ts'
import type { Triple } from '../../../../../../src/shared/colour/lab.ts'
import { reaches } from '../../../../../../src/shared/contract/engine.ts'
import { usualAdjustments } from '../../../../../../src/shared/recipe.ts'

const side = 64
/** A photo with a bright thing on a ground whose lightness runs. */
const l = {
  data: Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)]
    return Math.hypot(x - 32, y - 32) < 14 ? 72 + 3 * Math.sin(x) : 20 + y / 2
  }),
  width: side,
  height: side,
}
const brown = {
  data: Float32Array.from({ length: 2 * side * side }, (_, i) => [8, 20][i % 2]),
  width: side,
  height: side,
}
const codes = (rgb: Triple) => rgb.map((value) => Math.round(255 * Math.min(1, Math.max(0, value))))

const sliders = [
  usualAdjustments,
  { ...usualAdjustments, strength: 0.6, saturation: 1.7, temperature: 0.4 },
  { ...usualAdjustments, strength: 2, saturation: 0.3, temperature: -1 },
]
const colours = [
  ['within the gamut', 12, -18],
  ['beyond it', 90, 60],
] as const

for (const reach of reaches) {
  for (const [what, a, b] of colours) {
    test(`a swatch shows what a hint of reach ${reach} in a colour ${what} paints at its cell, to one code`, () => {
      for (const [x, y] of [
        [0.5, 0.5],
        [0.1, 0.9],
      ]) {
        const map = new HintField(l).spread(brown, [{ x, y, radius: 0.05, a, b, reach }])
        const cell = Math.floor(y * side) * side + Math.floor(x * side)
        for (const adjustments of sliders) {
          const there = painted([l.data[cell], map.data[2 * cell], map.data[2 * cell + 1]], adjustments)
          const swatch = painted([l.data[cell], a, b], adjustments)
          const apart = codes(there).map((code, channel) => Math.abs(code - codes(swatch)[channel]))
          expect(Math.max(...apart)).toBeLessThanOrEqual(1)
        }
      }
    })
  }
}
