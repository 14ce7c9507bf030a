import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TensorFlow } from '../../../src/main/nn/backends/backend.ts'
import { registerGradients } from '../../../src/main/nn/backends/gradients.ts'
import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { Blocks, toTensors } from '../../../src/main/nn/networks/blocks.ts'
import { networkType } from '../../../src/main/nn/networks/catalogue.ts'
import type { LayerTable } from '../../../src/main/nn/networks/layer-table.ts'
import {
  patchDiscriminator,
  patchDiscriminatorTable,
} from '../../../src/main/nn/networks/patch-discriminator.ts'
import { pix2pixUnet, pix2pixUnetTable } from '../../../src/main/nn/networks/pix2pix-unet.ts'
import { resnet18Unet, resnet18UnetTable } from '../../../src/main/nn/networks/resnet18-unet.ts'
import type { NetworkShape, Pix2pixUnetShape, Resnet18UnetShape } from '../../../src/shared/contract/model.ts'
import { CountingBlocks } from '../../fixtures/nn/counting-blocks.ts'

let tf: TensorFlow
beforeAll(async () => {
  ;({ tf } = await openWasm())
  registerGradients(tf)
})

/** Weights without content: enough to count and to see sizes. */
function zeros(table: LayerTable): Map<string, Tensor> {
  return new Map([...table.shapes].map(([name, shape]) => [name, tf.zeros(shape)]))
}

interface Counted {
  macs: (block?: string) => number
  shape: number[]
}

function counted(table: LayerTable, run: (blocks: Blocks) => Tensor4D): Counted {
  let shape: number[] = []
  let macs: Counted['macs'] = () => 0
  tf.tidy(() => {
    const blocks = new CountingBlocks(tf, zeros(table))
    shape = run(blocks).shape
    macs = (block) => blocks.macs(block)
  })
  return { macs, shape }
}

const baseline: Pix2pixUnetShape = { type: 'pix2pix-unet', levels: 8, filters: 64 }
const final: Resnet18UnetShape = { type: 'resnet18-unet', filters: 64 }

describe('at full size', () => {
  it('pix2pix-unet answers 256 x 256 and does 5.98 GMAC', () => {
    const { macs, shape } = counted(pix2pixUnetTable(baseline), (blocks) =>
      pix2pixUnet(blocks, baseline, tf.zeros([1, 256, 256, 1])),
    )
    expect(shape).toEqual([1, 256, 256, 2])
    expect(macs() / 1e9).toBeCloseTo(5.98, 2)
  })

  it('the discriminator answers 30 x 30 logits and does 3.147 GMAC', () => {
    const { macs, shape } = counted(patchDiscriminatorTable(64), (blocks) =>
      patchDiscriminator(blocks, tf.zeros([1, 256, 256, 3])),
    )
    expect(shape).toEqual([1, 30, 30, 1])
    expect(macs() / 1e9).toBeCloseTo(3.147, 3)
  })

  describe('resnet18-unet', () => {
    // A quarter of the side: its work grows with the area, whatever the size.
    const side = 64
    const scale = (256 / side) ** 2
    let result: Counted
    beforeAll(() => {
      result = counted(resnet18UnetTable(final), (blocks) =>
        resnet18Unet(blocks, final, tf.zeros([1, side, side, 1])),
      )
    })

    it('answers at full size', () => {
      expect(result.shape).toEqual([1, side, side, 2])
    })

    it.each([
      ['encoder/', 2.266],
      ['middle/', 0.604],
      ['up0/', 1.242],
      ['up1/', 2.852],
      ['up2/', 5.134],
      ['up3/', 4.614],
      ['full/', 0.604],
      ['last/', 11.099],
      ['head', 0.013],
      ['', 28.43],
    ])('does in "%s" %d GMAC of 256 x 256', (block, gmac) => {
      expect((result.macs(block) * scale) / 1e9).toBeCloseTo(gmac, 2)
    })
  })
})

describe('a patch', () => {
  it('is 70 x 70 pixels', () => {
    tf.tidy(() => {
      const blocks = new Blocks(tf, toTensors(tf, patchDiscriminatorTable(2).draw(1)))
      const middle = (lab: Tensor) =>
        tf.slice(patchDiscriminator(blocks, lab as Tensor4D), [0, 6, 6, 0], [1, 1, 1, 1])
      const grad = tf.grad((lab) => tf.sum(middle(lab)))(
        tf.randomNormal([1, 128, 128, 3], 0, 1, 'float32', 3),
      )
      for (const axis of [1, 2]) {
        const touched = tf.max(tf.abs(grad), [0, 3 - axis, 3]).dataSync()
        const first = touched.findIndex((value) => value > 0)
        const last = touched.findLastIndex((value) => value > 0)
        expect(last - first + 1).toBe(70)
      }
    })
  })
})

const small: NetworkShape[] = [
  { type: 'pix2pix-unet', levels: 5, filters: 4 },
  { type: 'resnet18-unet', filters: 4 },
]

describe.each(small)('$type as a network to colour with', (shape) => {
  it('answers at half size, refuses hints and leaves no tensor behind', () => {
    const type = networkType(shape)
    const before = tf.memory().numTensors
    const network = type.build(tf, type.draw!(shape, 3), shape)
    const l = tf.randomUniform<typeof tf.Rank.R4>([1, 32, 64, 1], -1, 1)
    const features = network.encode(l)
    const ab = network.decode(features, null)
    expect(ab.shape).toEqual([1, 16, 32, 2])
    expect(() => network.decode(features, tf.zerosLike(l))).toThrow(
      expect.objectContaining({ kind: 'bad-request' }),
    )
    tf.dispose([l, ab, ...features])
    network.dispose()
    // The mask that was refused.
    expect(tf.memory().numTensors - before).toBe(1)
  })
})
