/**
 * Loads the native engine that TINTYPE_ENGINE_HOME names, lets it compute a convolution with a known
 * result and prints what it runs on. A process of its own: a broken library may take it down.
 */
import { openTensorFlow } from '../../src/main/nn/backends/tensorflow.ts'

const { tf, info } = openTensorFlow()
const ones = tf.ones<typeof tf.Rank.R4>([1, 4, 4, 2])
const filter = tf.ones<typeof tf.Rank.R4>([3, 3, 2, 1])
const [corner, edge, , , , middle] = tf.conv2d(ones, filter, 1, 'same').dataSync()
if (corner !== 8 || edge !== 12 || middle !== 18) {
  throw new Error(`It computes wrongly: ${[corner, edge, middle]} instead of 8, 12, 18.`)
}
process.stdout.write(info.device)
