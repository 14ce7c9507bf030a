import { describe, expect, it } from 'vitest'
import { meanAb, meanSquaredErrorAb } from '../../../../src/main/evaluation/metrics/ab.ts'
import { meanDeltaE2000 } from '../../../../src/main/evaluation/metrics/delta-e-2000.ts'
import { lightnessDrift } from '../../../../src/main/evaluation/metrics/lightness.ts'
import { labOf } from '../../../../src/main/evaluation/metrics/rgb-to-lab.ts'
import { srgbToLab } from '../../../../src/shared/colour/lab.ts'
import { busyPicture, dulledPicture } from '../pictures.ts'

describe('labOf', () => {
  it('agrees with the scalar conversion', () => {
    const rgb = { data: Uint8Array.of(200, 30, 90, 0, 0, 0, 3, 2, 1), width: 3, height: 1 }
    const expected = [
      srgbToLab([200 / 255, 30 / 255, 90 / 255]),
      srgbToLab([0, 0, 0]),
      srgbToLab([3 / 255, 2 / 255, 1 / 255]),
    ].flat()
    const lab = labOf(rgb)
    expected.forEach((value, i) => {
      expect(lab[i]).toBeCloseTo(value, 3)
    })
  })

  it('gives the figures that scikit-image gives for two busy pictures', () => {
    const one = labOf(busyPicture())
    const other = labOf(dulledPicture())
    expect(meanAb(one).a).toBeCloseTo(4.26152, 4)
    expect(meanAb(one).b).toBeCloseTo(1.46866, 4)
    expect(meanSquaredErrorAb(one, other)).toBeCloseTo(94.4977, 3)
    expect(lightnessDrift(one, other)).toBeCloseTo(7.952405, 4)
    expect(meanDeltaE2000(one, other)).toBeCloseTo(9.179285, 4)
  })
})
