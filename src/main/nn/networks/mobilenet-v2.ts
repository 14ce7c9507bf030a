import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { TensorShapes } from '../weights/model-folder.ts'
import type { Blocks } from './blocks.ts'

interface Stage {
  expansion: number
  channels: number
  repeats: number
  strides: 1 | 2
}

/** MobileNetV2 1.0 as published. */
const stages: Stage[] = [
  { expansion: 1, channels: 16, repeats: 1, strides: 1 },
  { expansion: 6, channels: 24, repeats: 2, strides: 2 },
  { expansion: 6, channels: 32, repeats: 3, strides: 2 },
  { expansion: 6, channels: 64, repeats: 4, strides: 2 },
  { expansion: 6, channels: 96, repeats: 3, strides: 1 },
  { expansion: 6, channels: 160, repeats: 3, strides: 2 },
  { expansion: 6, channels: 320, repeats: 1, strides: 1 },
]

const stemChannels = 32

interface InvertedResidual {
  name: string
  input: number
  middle: number
  output: number
  strides: 1 | 2
}

const residuals: InvertedResidual[] = []
for (const { expansion, channels, repeats, strides } of stages) {
  for (let i = 0; i < repeats; i++) {
    const input = residuals.at(-1)?.output ?? stemChannels
    residuals.push({
      name: `block${residuals.length}`,
      input,
      middle: input * expansion,
      output: channels,
      strides: i === 0 ? strides : 1,
    })
  }
}

/** Blocks whose outputs are read: the last ones before each halving, and the end (1/2 .. 1/32). */
const outputs = [0, 2, 5, 12, 16]

/** Channels at 1/2, 1/4, 1/8, 1/16 and 1/32. */
export const mobileNetV2Channels = outputs.map((index) => residuals[index].output)

export function mobileNetV2Shapes(): TensorShapes {
  const shapes: TensorShapes = new Map([
    ['stem/kernel', [3, 3, 3, stemChannels]],
    ['stem/bias', [stemChannels]],
  ])
  for (const { name, input, middle, output } of residuals) {
    if (middle !== input) {
      shapes.set(`${name}/expand/kernel`, [1, 1, input, middle]).set(`${name}/expand/bias`, [middle])
    }
    shapes.set(`${name}/depthwise/kernel`, [3, 3, middle, 1]).set(`${name}/depthwise/bias`, [middle])
    shapes.set(`${name}/project/kernel`, [1, 1, middle, output]).set(`${name}/project/bias`, [output])
  }
  return shapes
}

function invertedResidual(blocks: Blocks, x: Tensor4D, block: InvertedResidual): Tensor4D {
  const { name, input, middle, output, strides } = block
  let y = x
  if (middle !== input) y = blocks.convolve(y, `${name}/expand`, { activation: 'relu6' })
  y = blocks.convolveDepthwise(y, `${name}/depthwise`, { activation: 'relu6', strides })
  y = blocks.convolve(y, `${name}/project`, { activation: 'linear' })
  return strides === 1 && input === output ? blocks.tf.add(x, y) : y
}

/** RGB [batch, H, W, 3] in -1..1 to the features at 1/2, 1/4, 1/8, 1/16 and 1/32; batch norms are folded. */
export function mobileNetV2(blocks: Blocks, rgb: Tensor4D): Tensor4D[] {
  let x = blocks.convolve(rgb, 'stem', { activation: 'relu6', strides: 2 })
  const features: Tensor4D[] = []
  for (const [index, block] of residuals.entries()) {
    x = invertedResidual(blocks, x, block)
    if (outputs.includes(index)) features.push(x)
  }
  return features
}
