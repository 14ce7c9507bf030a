import { describe, expect, it } from 'vitest'
import { FrechetStudy, openFrechetStudy } from '../../../../src/main/evaluation/measure/frechet-study.ts'
import type { Rgb } from '../../../../src/shared/contract/pixels.ts'
import { plainPicture } from '../pictures.ts'

/** As features, the colour of the first pixel: enough to tell plain pictures apart. */
async function firstPixel({ data }: Rgb): Promise<Float32Array> {
  return Float32Array.from(data.subarray(0, 3))
}

/** Two hundred plain pictures of colours that vary by a fixed recipe. */
const colours = Array.from({ length: 200 }, (_, i): [number, number, number] => [
  (i * 37) % 100,
  (i * 53) % 100,
  (i * 71) % 100,
])

describe('FrechetStudy', () => {
  it('puts an exact copy at no distance, a shift at its square, and a squeeze further than chance', async () => {
    const study = new FrechetStudy(firstPixel)
    for (const [i, [r, g, b]] of colours.entries()) {
      await study.addTruth(`photo ${i}`, plainPicture(1, 1, [r, g, b]))
      await study.addRow('copy', plainPicture(1, 1, [r, g, b]))
      await study.addRow('shifted', plainPicture(1, 1, [r + 30, g, b + 40]))
      await study.addRow('grey', plainPicture(1, 1, [50, 50, 50]))
    }
    const result = await study.finish()
    if (!result.measured) throw new Error('must be measured')
    const { floor, distances } = result
    expect(distances.copy).toBeCloseTo(0, 6)
    expect(distances.shifted).toBeCloseTo(2500, 6)
    // Each colour takes the values 0 to 99 twice: variance 833.25, unbiased 837.4; means 49.5.
    expect(distances.grey).toBeCloseTo(3 * (0.25 + (833.25 * 200) / 199), 4)
    expect(floor).toBeGreaterThan(0)
    expect(floor).toBeLessThan(distances.grey / 20)
  })
})

describe('openFrechetStudy', () => {
  const engine = {
    features: async ({ rgb }: { rgb: Rgb }) => ({
      features: (await firstPixel(rgb)) as Float32Array<ArrayBuffer>,
    }),
  }

  it('says why there is none', () => {
    expect(openFrechetStudy(undefined, 5000, engine).leftOut).toEqual({
      measured: false,
      reason: 'no feature network was named',
    })
    expect(openFrechetStudy('net.safetensors', 1999, engine).leftOut).toEqual({
      measured: false,
      reason: 'it needs at least 2000 pictures and there are 1999',
    })
    expect(openFrechetStudy('net.safetensors', 2000, engine).study).toBeInstanceOf(FrechetStudy)
  })
})
