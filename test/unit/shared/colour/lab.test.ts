import { describe, expect, it } from 'vitest'
import {
  labF,
  labFInverse,
  labToSrgb,
  lightness,
  linearToLab,
  luminance,
  srgbToLab,
  type Triple,
} from '../../../../src/shared/colour/lab.ts'
import { linearToSrgb, srgbToLinear } from '../../../../src/shared/colour/srgb.ts'
import { randomNumbers } from '../../../corpus/noise.ts'

const random = randomNumbers(1)
const colours = Array.from({ length: 500 }, (): Triple => [random(), random(), random()])

describe('CIELAB', () => {
  it('agrees with scikit-image, D65 and 2 degree observer', () => {
    for (const [rgb, lab] of [
      [
        [1, 0, 0],
        [53.24058794, 80.09230823, 67.20275104],
      ],
      [
        [0, 1, 0],
        [87.73509949, -86.18302974, 83.1795838],
      ],
      [
        [0, 0, 1],
        [32.29567257, 79.18557525, -107.85730021],
      ],
      [
        [1, 1, 1],
        [100, -0.0024505, 0.00465317],
      ],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
    ] as [Triple, Triple][]) {
      srgbToLab(rgb).forEach((value, i) => {
        expect(value).toBeCloseTo(lab[i], 2)
      })
    }
  })

  it('comes back from Lab to the same sRGB', () => {
    for (const rgb of colours) {
      labToSrgb(srgbToLab(rgb)).forEach((value, i) => {
        expect(value).toBeCloseTo(rgb[i], 5)
      })
    }
  })

  it('takes L* from luminance alone', () => {
    for (const rgb of colours) expect(linearToLab(rgb)[0]).toBeCloseTo(lightness(luminance(rgb)), 10)
  })

  it('has inverses of its two curves on both sides of their breaks', () => {
    for (let t = 0; t <= 1; t += 1 / 512) {
      expect(labFInverse(labF(t))).toBeCloseTo(t, 6)
      expect(srgbToLinear(linearToSrgb(t))).toBeCloseTo(t, 6)
    }
  })
})
