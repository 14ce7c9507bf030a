import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Resnet18UnetShape } from '../../../shared/contract/model.ts'
import type { Blocks } from './blocks.ts'
import { constant, type Initial, LayerTable, normal } from './layer-table.ts'
import { addResnet18, resnet18, resnet18Widths } from './resnet18.ts'

/** Beta of every norm outside the encoder. */
const normBeta = 1e-3

/** Sides of the input are multiples of this. */
export const resnet18UnetMultiple = 32

interface Level {
  name: string
  input: number
  /** Channels after the pixel shuffle. */
  shuffled: number
  skip: number
  output: number
}

function levels(filters: number): Level[] {
  const [deepest, ...skips] = resnet18Widths(filters).toReversed()
  let input = deepest
  return skips.map((skip, index) => {
    const shuffled = input / 2
    const joined = shuffled + skip
    const level = { name: `up${index}`, input, shuffled, skip, output: joined }
    if (index === skips.length - 1) level.output = joined / 2
    input = level.output
    return level
  })
}

/** Kaiming, fan in, for a ReLU behind it. */
const kaiming = (side: number, input: number): Initial => normal(Math.sqrt(2 / (side * side * input)))

export function resnet18UnetTable({ filters }: Resnet18UnetShape): LayerTable {
  const table = new LayerTable()
  const deepest = resnet18Widths(filters).at(-1)!
  const convolution = (layer: string, input: number, output: number) =>
    table.convolution(layer, { side: 3, input, output, kernel: kaiming(3, input), bias: constant(0) })
  const norm = (layer: string, channels: number) =>
    table.norm(layer, channels, constant(1), constant(normBeta))
  const shuffle = (layer: string, input: number, shuffled: number) => {
    const kernel: Initial = { draw: 'fourfold-normal', deviation: Math.sqrt(2 / input) }
    table.convolution(layer, { side: 1, input, output: 4 * shuffled, kernel, bias: constant(0) })
  }

  addResnet18(table, filters)
  norm('deep/norm', deepest)
  convolution('middle/conv0', deepest, 2 * deepest)
  convolution('middle/conv1', 2 * deepest, deepest)
  for (const { name, input, shuffled, skip, output } of levels(filters)) {
    shuffle(`${name}/shuffle`, input, shuffled)
    norm(`${name}/norm`, skip)
    convolution(`${name}/conv0`, shuffled + skip, output)
    convolution(`${name}/conv1`, output, output)
  }
  const width = levels(filters).at(-1)!.output
  shuffle('full/shuffle', width, width)
  convolution('last/conv0', width + 1, width + 1)
  convolution('last/conv1', width + 1, width + 1)
  const kernel: Initial = { draw: 'uniform', bound: 1 / Math.sqrt(width + 1) }
  table.convolution('head', { side: 1, input: width + 1, output: 2, kernel, bias: normal(0.01) })
  return table
}

/**
 * The tutorial's final generator: a U-Net over ResNet18 (fastai's DynamicUnet). Only the norm at the
 * deepest point takes its statistics from the batch: so it is in the tutorial's first stage, and so
 * it stays in the second, that training goes on from the same function.
 * @param l [batch, H, W, 1], sides multiples of 32
 * @returns [batch, H, W, 2], linear: not held within -1..1
 */
export function resnet18Unet(blocks: Blocks, { filters }: Resnet18UnetShape, l: Tensor4D): Tensor4D {
  const { tf } = blocks
  const convolve = (x: Tensor4D, layer: string): Tensor4D => blocks.convolve(x, layer, { activation: 'relu' })
  const shuffle = (x: Tensor4D, layer: string): Tensor4D => blocks.pixelShuffle(convolve(x, layer))

  const [deep, ...skips] = resnet18(blocks, filters, l).toReversed()
  let x = tf.relu(blocks.normalise(deep, 'deep/norm', 'batch'))
  x = convolve(convolve(x, 'middle/conv0'), 'middle/conv1')
  for (const [index, skip] of skips.entries()) {
    const beside = blocks.normalise(skip, `up${index}/norm`, 'stored')
    x = tf.relu(tf.concat([shuffle(x, `up${index}/shuffle`), beside], 3))
    x = convolve(convolve(x, `up${index}/conv0`), `up${index}/conv1`)
  }
  x = tf.concat([shuffle(x, 'full/shuffle'), l], 3)
  const residual = blocks.convolve(convolve(x, 'last/conv0'), 'last/conv1', { activation: 'linear' })
  return blocks.convolve(tf.relu(tf.add(x, residual)), 'head', { activation: 'linear' })
}
