import { expect, it } from 'vitest'
import { openWasm } from '../../../src/main/nn/backends/wasm.ts'

it('says when WebAssembly has no memory left, and goes on with what is whole', async () => {
  const { tf } = await openWasm()
  const megabytes16 = tf.ones([1, 1024, 1024, 4])
  const noMemory = expect.objectContaining({ kind: 'out-of-memory' })
  // The first no longer fits beside the other tensor in 4 GB, the second in no 32-bit number.
  for (const times of [255, 300]) {
    expect(() => tf.tile(megabytes16, [1, 1, 1, times])).toThrow(noMemory)
  }
  expect(tf.sum(megabytes16).dataSync()).toEqual(new Float32Array([4 * 1024 * 1024]))
})
