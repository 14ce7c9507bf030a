import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Blocks } from './blocks.ts'
import { constant, LayerTable, normal } from './layer-table.ts'

/** One convolution of the discriminator; `width` counts in filters of the first, 0 means one logit. */
interface Layer {
  width: number
  strides: 1 | 2
  norm: boolean
}

const layers: readonly Layer[] = [
  { width: 1, strides: 2, norm: false },
  { width: 2, strides: 2, norm: true },
  { width: 4, strides: 2, norm: true },
  { width: 8, strides: 1, norm: true },
  { width: 0, strides: 1, norm: false },
]

const side = 4
const slope = 0.2
/** L, a* and b*. */
const inputChannels = 3

export function patchDiscriminatorTable(filters: number): LayerTable {
  const table = new LayerTable()
  let input = inputChannels
  for (const [index, { width, norm }] of layers.entries()) {
    const output = width === 0 ? 1 : width * filters
    const convolution = { side, input, output, kernel: normal(0.02) }
    table.convolution(`conv${index}`, norm ? convolution : { ...convolution, bias: constant(0) })
    if (norm) table.norm(`conv${index}/norm`, output, normal(0.02, 1), constant(0))
    input = output
  }
  return table
}

/**
 * Tells true colours from predicted ones, patch by patch (70 x 70 pixels each).
 * @param lab [batch, H, W, 3] in the networks' units
 * @returns logits [batch, h, w, 1], one a patch; 30 x 30 of 256 x 256
 */
export function patchDiscriminator(blocks: Blocks, lab: Tensor4D): Tensor4D {
  let x = lab
  for (const [index, { width, strides, norm }] of layers.entries()) {
    x = blocks.convolve(x, `conv${index}`, { activation: 'linear', strides, pad: 1 })
    if (norm) x = blocks.normalise(x, `conv${index}/norm`, 'batch')
    if (width > 0) x = blocks.tf.leakyRelu(x, slope)
  }
  return x
}
