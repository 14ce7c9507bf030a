import type { Scalar, Tensor4D } from '@tensorflow/tfjs-core'
import type { GanMode } from '../../../shared/contract/training.ts'
import type { TensorFlow } from '../backends/backend.ts'

/**
 * How far the discriminator's logits are from calling every patch real (or predicted): cross entropy of
 * the logits (`vanilla`) or mean squared error to the labels 1 and 0 (`lsgan`).
 */
export function adversarialLoss(tf: TensorFlow, mode: GanMode, logits: Tensor4D, real: boolean): Scalar {
  if (mode === 'lsgan') return tf.mean(tf.square(tf.sub(logits, real ? 1 : 0)))
  // -log(sigmoid(x)) = softplus(-x), and -log(1 - sigmoid(x)) = softplus(x).
  return tf.mean(tf.softplus(real ? tf.neg(logits) : logits))
}
