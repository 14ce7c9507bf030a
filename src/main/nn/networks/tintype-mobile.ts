import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import type { TintypeMobileShape } from '../../../shared/contract/model.ts'
import type { TuningScope } from '../../../shared/contract/training.ts'
import type { TensorFlow } from '../backends/backend.ts'
import type { TensorShapes } from '../weights/model-folder.ts'
import type { StoredTensor } from '../weights/safetensors.ts'
import { Blocks, toTensors } from './blocks.ts'
import { poolHints } from './hint-pooling.ts'
import { mobileNetV2, mobileNetV2Channels, mobileNetV2Shapes } from './mobilenet-v2.ts'
import type { Features, Network } from './network.ts'

const hintChannels = 3
const [deepest, ...skips] = mobileNetV2Channels.toReversed()

/** Sides of the input are multiples of this. */
export const tintypeMobileMultiple = 32

export function tintypeMobileShapes({ context, widths }: TintypeMobileShape): TensorShapes {
  const shapes = mobileNetV2Shapes()
  const convolution = (name: string, side: number, input: number, output: number) =>
    shapes.set(`${name}/kernel`, [side, side, input, output]).set(`${name}/bias`, [output])

  convolution('context', 1, deepest, context)
  shapes.set('context/global/kernel', [context, context]).set('context/global/bias', [context])
  let input = context
  for (const [index, width] of widths.entries()) {
    convolution(`up${index}/conv0`, 3, input + skips[index] + hintChannels, width)
    convolution(`up${index}/conv1`, 3, width, width)
    input = width
  }
  convolution('head', 3, input, 2)
  return shapes
}

function contextOf(blocks: Blocks, x: Tensor4D): Tensor4D {
  const { tf } = blocks
  const local = blocks.convolve(x, 'context', { activation: 'relu' })
  const mean = tf.mean<Tensor2D>(local, [1, 2])
  return tf.add(local, tf.expandDims(tf.expandDims(blocks.dense(mean, 'context/global'), 1), 1))
}

/** The context at 1/32, then skips from 1/16 to 1/2. */
function encode(blocks: Blocks, l: Tensor4D): Features {
  const features = mobileNetV2(blocks, blocks.tf.tile(l, [1, 1, 1, 3]))
  const deep = features.pop()!
  return [contextOf(blocks, deep), ...features.reverse()]
}

function decode(blocks: Blocks, [deep, ...skips]: Features, hints: Tensor4D | null): Tensor4D {
  const { tf } = blocks
  let x = deep
  for (const [index, skip] of skips.entries()) {
    const up = blocks.upsample(x)
    const [batch, height, width] = up.shape
    const hint = hints
      ? poolHints(tf, hints, 16 >> index)
      : tf.zeros<typeof tf.Rank.R4>([batch, height, width, hintChannels])
    x = blocks.convolve(tf.concat([up, skip, hint], 3), `up${index}/conv0`, { activation: 'relu' })
    x = blocks.convolve(x, `up${index}/conv1`, { activation: 'relu' })
  }
  return tf.tanh(blocks.convolve(x, 'head', { activation: 'linear' }))
}

/** Without hints: `l` [batch, H, W, 1] to a*b* [batch, H / 2, W / 2, 2]. */
export function tintypeMobileColours(blocks: Blocks, l: Tensor4D): Tensor4D {
  return decode(blocks, encode(blocks, l), null)
}

/** Fine-tuning changes the decoder alone: its biases, those and the scales that draw detail, or all of it. */
export function tintypeMobileTuned(name: string, scope: TuningScope): boolean {
  if (name.startsWith('head/')) return true
  if (!name.startsWith('up')) return false
  const isFine = name.startsWith('up2/') || name.startsWith('up3/')
  return scope === 'decoder' || name.endsWith('/bias') || (scope === 'last-blocks' && isFine)
}

/** MobileNetV2 encoder, U-Net decoder with hints at each scale, chroma at half resolution. */
export function tintypeMobile(tf: TensorFlow, stored: Map<string, StoredTensor>): Network {
  const blocks = new Blocks(tf, toTensors(tf, stored))
  return {
    multiple: tintypeMobileMultiple,
    encode: (l) => tf.tidy(() => encode(blocks, l)),
    // From 1/16 to 1/4: coarser features see no things, finer ones only lines.
    looks: ([, ...skips]) => skips.slice(0, 3),
    decode: (features, hints) => tf.tidy(() => decode(blocks, features, hints)),
    dispose: () => blocks.dispose(),
  }
}
