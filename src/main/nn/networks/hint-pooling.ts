import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { TensorFlow } from '../backends/backend.ts'

/** A cell with less of its area marked counts as unmarked. */
const leastMark = 1e-4

/**
 * Hints [batch, H, W, 3] brought down by `factor`: each cell takes the mean colour of its marked pixels
 * and a full mark, so that a small hint weighs as much at 1/16 as at 1/2.
 */
export function poolHints(tf: TensorFlow, hints: Tensor4D, factor: number): Tensor4D {
  return tf.tidy(() => {
    const pooled = tf.avgPool(hints, factor, factor, 'valid')
    const [a, b, mark] = tf.split<Tensor4D>(pooled, 3, 3)
    const marked = tf.cast<Tensor4D>(tf.greater(mark, leastMark), 'float32')
    const share = tf.div(marked, tf.maximum(mark, leastMark))
    return tf.concat<Tensor4D>([tf.mul<Tensor4D>(a, share), tf.mul<Tensor4D>(b, share), marked], 3)
  })
}
