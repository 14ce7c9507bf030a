import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Pix2pixUnetShape } from '../../../shared/contract/model.ts'
import type { Blocks } from './blocks.ts'
import { constant, LayerTable, normal } from './layer-table.ts'

const kernel = normal(0.02)
const side = 4
const slope = 0.2
/** Width grows to this many times the first level's. */
const widest = 8
const dropoutLevels = 3

function levelWidths({ levels, filters }: Pix2pixUnetShape): number[] {
  return Array.from({ length: levels }, (_, level) => filters * Math.min(widest, 2 ** level))
}

/** The outermost and the innermost level have no norm on the way down. */
function hasNormDown(level: number, levels: number): boolean {
  return level > 0 && level < levels - 1
}

/** Sides of the input are multiples of this: each level halves. */
export function pix2pixUnetMultiple({ levels }: Pix2pixUnetShape): number {
  return 2 ** levels
}

export function pix2pixUnetTable(shape: Pix2pixUnetShape): LayerTable {
  const table = new LayerTable()
  const widths = levelWidths(shape)
  const norm = (layer: string, channels: number) =>
    table.norm(`${layer}/norm`, channels, normal(0.02, 1), constant(0))
  for (const [level, output] of widths.entries()) {
    table.convolution(`down${level}`, { side, input: widths[level - 1] ?? 1, output, kernel })
    if (hasNormDown(level, shape.levels)) norm(`down${level}`, output)
  }
  for (const [level, width] of widths.entries()) {
    const input = level === shape.levels - 1 ? width : 2 * width
    if (level === 0) {
      table.transposed('up0', { side, input, output: 2, kernel, bias: constant(0) })
    } else {
      table.transposed(`up${level}`, { side, input, output: widths[level - 1], kernel })
      norm(`up${level}`, widths[level - 1])
    }
  }
  return table
}

/**
 * The tutorial's baseline: a U-Net that halves at each level and has skips between equal sizes.
 * @param l [batch, H, W, 1], sides multiples of 2^levels
 * @returns [batch, H, W, 2] within -1..1
 */
export function pix2pixUnet(blocks: Blocks, shape: Pix2pixUnetShape, l: Tensor4D): Tensor4D {
  const { tf } = blocks
  const skips: Tensor4D[] = []
  for (let level = 0; level < shape.levels; level++) {
    const input = level === 0 ? l : tf.leakyRelu(skips[level - 1], slope)
    const x = blocks.convolve(input, `down${level}`, { activation: 'linear', strides: 2, pad: 1 })
    skips.push(hasNormDown(level, shape.levels) ? blocks.normalise(x, `down${level}/norm`, 'batch') : x)
  }
  let x = skips.pop()!
  for (let level = shape.levels - 1; level > 0; level--) {
    x = blocks.convolveTransposed(tf.relu(x), `up${level}`)
    x = blocks.normalise(x, `up${level}/norm`, 'batch')
    if (level < shape.levels - 1 && level >= shape.levels - 1 - dropoutLevels) {
      x = blocks.dropout(x)
    }
    x = tf.concat([skips.pop()!, x], 3)
  }
  return tf.tanh(blocks.convolveTransposed(tf.relu(x), 'up0'))
}
