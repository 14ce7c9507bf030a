import type { Scalar, Tensor4D } from '@tensorflow/tfjs-core'
import type { TensorFlow } from '../backends/backend.ts'
import { abScale } from '../scales.ts'

/** Chroma, in CIELAB units, at which the weight has grown by the whole factor. */
const colourful = 40
/** Stronger chroma than this many times `colourful` weighs no more. */
const weightLimit = 1.5
/** Keeps the slope of a length finite where the length is zero. */
const tiny = 1e-12

/** Mean absolute difference of a*b* [batch, H, W, 2], in the networks' units. */
export function l1Loss(tf: TensorFlow, predicted: Tensor4D, truth: Tensor4D): Scalar {
  return tf.mean(tf.abs(tf.sub(predicted, truth)))
}

export interface HuberSettings {
  /** Difference, in CIELAB units, where the loss turns from squared to absolute. */
  delta: number
  /** Colourful pixels weigh up to `1 + 1.5 * chromaWeight`; 0 weighs all alike. */
  chromaWeight: number
}

/**
 * Huber loss of the distance in the a*b* plane, colourful pixels weighing more. A large delta asks for
 * the mean of the plausible colours, a small one for their median. The weights have mean 1, so that
 * they leave the scale alone.
 */
export function huberLoss(
  tf: TensorFlow,
  predicted: Tensor4D,
  truth: Tensor4D,
  { delta, chromaWeight }: HuberSettings,
): Scalar {
  const limit = delta / abScale
  const error = planeLength(tf, tf.sub(predicted, truth))
  const within = tf.minimum(error, limit)
  // Squared up to the limit, then straight on with the same slope.
  const loss = tf.add(tf.div(tf.square(within), 2 * limit), tf.sub(error, within))
  const chroma = tf.mul(planeLength(tf, truth), abScale / colourful)
  const weights = tf.add(tf.mul(tf.minimum(chroma, weightLimit), chromaWeight), 1)
  return tf.div(tf.sum(tf.mul(loss, weights)), tf.sum(weights))
}

function planeLength(tf: TensorFlow, ab: Tensor4D): Tensor4D {
  return tf.sqrt(tf.add(tf.sum(tf.square(ab), 3, true), tiny))
}
