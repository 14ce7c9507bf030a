import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import type { TintypeMobileShape } from '../../../shared/contract/model.ts'
import type { TensorFlow } from '../backends/backend.ts'
import type { TensorShapes } from '../weights/model.ts'
import type { StoredTensor } from '../weights/safetensors.ts'
import { Blocks, toTensors } from './blocks.ts'
import { poolHints } from './hint-pooling.ts'
import { mobileNetV2, mobileNetV2Channels, mobileNetV2Shapes } from './mobilenet-v2.ts'
import type { Features, Network } from './network.ts'

const hintChannels = 3
const [deepest, ...skips] = mobileNetV2Channels.toReversed()

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

/** MobileNetV2 encoder, U-Net decoder with hints at each scale, chroma at half resolution. */
export function tintypeMobile(tf: TensorFlow, stored: Map<string, StoredTensor>): Network {
  const blocks = new Blocks(tf, toTensors(tf, stored))

  function context(x: Tensor4D): Tensor4D {
    const local = blocks.convolve(x, 'context', { activation: 'relu' })
    const mean = tf.mean<Tensor2D>(local, [1, 2])
    return tf.add(local, tf.expandDims(tf.expandDims(blocks.dense(mean, 'context/global'), 1), 1))
  }

  function encode(l: Tensor4D): Features {
    return tf.tidy(() => {
      const features = mobileNetV2(blocks, tf.tile(l, [1, 1, 1, 3]))
      const deep = features.pop()!
      return [context(deep), ...features.reverse()]
    })
  }

  function decode([deep, ...skips]: Features, hints: Tensor4D | null): Tensor4D {
    return tf.tidy(() => {
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
    })
  }

  return { multiple: 32, encode, decode, dispose: () => blocks.dispose() }
}
