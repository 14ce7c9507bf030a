import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Blocks } from './blocks.ts'
import { constant, type LayerTable, normal } from './layer-table.ts'

const stages = 4
const blocksAStage = 2

/** Channels of the stem and of the four stages. */
export function resnet18Widths(filters: number): number[] {
  return [filters, filters, 2 * filters, 4 * filters, 8 * filters]
}

interface Basic {
  name: string
  input: number
  output: number
  strides: 1 | 2
}

function basicBlocks(filters: number): Basic[][] {
  const widths = resnet18Widths(filters)
  return Array.from({ length: stages }, (_, stage) =>
    Array.from({ length: blocksAStage }, (_, index) => ({
      name: `encoder/stage${stage}/block${index}`,
      input: widths[index === 0 ? stage : stage + 1],
      output: widths[stage + 1],
      strides: stage > 0 && index === 0 ? 2 : 1,
    })),
  )
}

/** The shortcut needs a convolution where size or channels change. */
const hasProjection = ({ input, output, strides }: Basic): boolean => strides === 2 || input !== output

/** Adds ResNet18 without its classifier to `table`; the first convolution takes one channel. */
export function addResnet18(table: LayerTable, filters: number): void {
  const convolution = (layer: string, side: number, input: number, output: number): void => {
    // As the published network begins: by the fan out.
    const kernel = normal(Math.sqrt(2 / (side * side * output)))
    table.convolution(layer, { side, input, output, kernel })
    table.norm(`${layer}/norm`, output, constant(1), constant(0))
  }
  convolution('encoder/stem', 7, 1, filters)
  for (const block of basicBlocks(filters).flat()) {
    const { name, input, output } = block
    convolution(`${name}/conv0`, 3, input, output)
    convolution(`${name}/conv1`, 3, output, output)
    if (hasProjection(block)) convolution(`${name}/projection`, 1, input, output)
  }
}

/** Norms of the encoder keep their statistics for ever: they fold away, and a batch of one is safe. */
function convolveNormalised(
  blocks: Blocks,
  x: Tensor4D,
  layer: string,
  pad: number,
  strides: 1 | 2,
): Tensor4D {
  const y = blocks.convolve(x, layer, { activation: 'linear', strides, pad })
  return blocks.normalise(y, `${layer}/norm`, 'stored')
}

function basicBlock(blocks: Blocks, x: Tensor4D, block: Basic): Tensor4D {
  const { tf } = blocks
  const { name, strides } = block
  const inner = tf.relu(convolveNormalised(blocks, x, `${name}/conv0`, 1, strides))
  const outer = convolveNormalised(blocks, inner, `${name}/conv1`, 1, 1)
  const shortcut = hasProjection(block) ? convolveNormalised(blocks, x, `${name}/projection`, 0, strides) : x
  return tf.relu(tf.add(outer, shortcut))
}

/** Features of `l` [batch, H, W, 1] at 1/2 (the stem), 1/4, 1/8, 1/16 and 1/32. */
export function resnet18(blocks: Blocks, filters: number, l: Tensor4D): Tensor4D[] {
  const { tf } = blocks
  const stem = tf.relu(convolveNormalised(blocks, l, 'encoder/stem', 3, 2))
  const features = [stem]
  // Nothing is below zero after a ReLU, so that zeros around it never are the largest.
  let x = tf.maxPool(blocks.surround(stem, 1), 3, 2, 'valid')
  for (const stage of basicBlocks(filters)) {
    for (const block of stage) x = basicBlock(blocks, x, block)
    features.push(x)
  }
  return features
}
