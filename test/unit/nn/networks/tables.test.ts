import { describe, expect, it } from 'vitest'
import { LayerTable, normal } from '../../../../src/main/nn/networks/layer-table.ts'
import { patchDiscriminatorTable } from '../../../../src/main/nn/networks/patch-discriminator.ts'
import { pix2pixUnetTable } from '../../../../src/main/nn/networks/pix2pix-unet.ts'
import { resnet18UnetTable } from '../../../../src/main/nn/networks/resnet18-unet.ts'

describe('parameters at full size', () => {
  const table = resnet18UnetTable({ type: 'resnet18-unet', filters: 64 })
  it.each([
    ['encoder/', 11_170_240],
    ['deep/', 1_024],
    ['middle/', 9_438_720],
    ['up0/', 5_245_440],
    ['up1/', 3_180_544],
    ['up2/', 1_475_968],
    ['up3/', 380_736],
    ['full/', 37_248],
    ['last/', 169_556],
    ['head/', 196],
    ['', 31_099_672],
  ])('of resnet18-unet in "%s" are %i', (block, count) => {
    expect(table.parameters(block)).toBe(count)
  })

  it('of pix2pix-unet are 54.41 million', () => {
    const count = pix2pixUnetTable({ type: 'pix2pix-unet', levels: 8, filters: 64 }).parameters()
    expect(count / 1e6).toBeCloseTo(54.41, 2)
  })

  it('of the discriminator are 2.766 million', () => {
    expect(patchDiscriminatorTable(64).parameters() / 1e6).toBeCloseTo(2.766, 3)
  })
})

describe('new weights', () => {
  const drawn = (table: LayerTable) => table.draw(7)
  const spread = (values: Float32Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    return { mean, deviation: Math.sqrt(variance) }
  }

  it.each([
    ['pix2pix-unet', pix2pixUnetTable({ type: 'pix2pix-unet', levels: 4, filters: 32 }), 'down2', 'up2'],
    ['the discriminator', patchDiscriminatorTable(32), 'conv2', 'conv3'],
  ])('of %s: N(0, 0.02) kernels, N(1, 0.02) gammas, zero biases', (_, table, ...layers) => {
    const weights = drawn(table)
    for (const layer of layers) {
      const { mean, deviation } = spread(weights.get(`${layer}/kernel`)!.values)
      expect(mean).toBeCloseTo(0, 3)
      expect(deviation).toBeCloseTo(0.02, 3)
      const gamma = spread(weights.get(`${layer}/norm/gamma`)!.values)
      expect(gamma.mean).toBeCloseTo(1, 1)
      expect(gamma.deviation).toBeGreaterThan(0.01)
      expect(gamma.deviation).toBeLessThan(0.03)
      expect(new Set(weights.get(`${layer}/norm/beta`)!.values)).toEqual(new Set([0]))
    }
    for (const [name, { values }] of weights) {
      if (name.endsWith('/bias')) expect(new Set(values)).toEqual(new Set([0]))
    }
  })

  describe('of resnet18-unet', () => {
    const weights = drawn(resnet18UnetTable({ type: 'resnet18-unet', filters: 16 }))
    const of = (name: string) => weights.get(name)!

    it.each(['middle/conv0', 'up0/conv0', 'up1/conv1', 'up3/conv0'])(
      '%s is Kaiming by its fan in',
      (layer) => {
        const { shape, values } = of(`${layer}/kernel`)
        const expected = Math.sqrt(2 / (shape[0] * shape[1] * shape[2]))
        expect(spread(values).deviation / expected).toBeCloseTo(1, 1)
      },
    )

    it('the shuffle convolutions begin with four equal filters (ICNR)', () => {
      const { shape, values } = of('up1/shuffle/kernel')
      const [, , input, output] = shape
      const quarter = output / 4
      for (let i = 0; i < input; i++) {
        const row = values.subarray(i * output, (i + 1) * output)
        for (let o = 1; o < 4; o++) {
          expect(row.subarray(o * quarter, (o + 1) * quarter)).toEqual(row.subarray(0, quarter))
        }
      }
      expect(spread(values).deviation / Math.sqrt(2 / input)).toBeCloseTo(1, 1)
    })

    it('norms of the decoder begin at 1 and 0.001, the encoder at 1 and 0', () => {
      expect(new Set(of('up2/norm/gamma').values)).toEqual(new Set([1]))
      expect(new Set(of('up2/norm/beta').values)).toEqual(new Set([Math.fround(1e-3)]))
      expect(new Set(of('encoder/stem/norm/beta').values)).toEqual(new Set([0]))
    })
  })

  it('are the same for the same seed and others for another', () => {
    const table = new LayerTable().convolution('a', { side: 1, input: 4, output: 4, kernel: normal(1) })
    const kernel = (seed: number) => table.draw(seed).get('a/kernel')!.values
    expect(kernel(1)).toEqual(kernel(1))
    expect(kernel(1)).not.toEqual(kernel(2))
  })
})
