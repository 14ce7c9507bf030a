import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TensorFlow } from '../../../../src/main/nn/backends/backend.ts'
import { registerGradients } from '../../../../src/main/nn/backends/gradients.ts'
import { openWasm } from '../../../../src/main/nn/backends/wasm.ts'
import { adversarialLoss } from '../../../../src/main/nn/losses/adversarial.ts'
import { huberLoss, l1Loss } from '../../../../src/main/nn/losses/reconstruction.ts'

let tf: TensorFlow
beforeAll(async () => {
  ;({ tf } = await openWasm())
  registerGradients(tf)
})

/** Pixels of a* and b*, in CIELAB units, in one row. */
const pixels = (...values: [a: number, b: number][]): Tensor4D =>
  tf.tensor4d(
    values.flat().map((value) => value / 110),
    [1, 1, values.length, 2],
  )
const scalar = (loss: Tensor): number => loss.dataSync()[0]

describe('L1', () => {
  it('is the mean over both channels and all pixels', () => {
    expect(scalar(l1Loss(tf, pixels([11, 0], [0, -22]), pixels([0, 0], [0, 0])))).toBeCloseTo(33 / 4 / 110, 6)
  })
})

describe('Huber', () => {
  const huber = (delta: number, chromaWeight: number, predicted: Tensor4D, truth: Tensor4D) =>
    scalar(huberLoss(tf, predicted, truth, { delta, chromaWeight }))

  it('is squared below delta and straight above, by the distance in the plane', () => {
    // Distance 5 within delta 10: 5^2 / 20; distance 30 beyond it: 30 - 5.
    expect(huber(10, 0, pixels([3, 4]), pixels([0, 0]))).toBeCloseTo(1.25 / 110, 6)
    expect(huber(10, 0, pixels([30, 0]), pixels([0, 0]))).toBeCloseTo(25 / 110, 6)
  })

  it('weighs colourful pixels more, up to a limit, without changing the scale', () => {
    const [grey, red, redder] = [
      [0, 0],
      [40, 0],
      [100, 0],
    ] as [number, number][]
    // The same error of 11 everywhere, so that the weights cancel.
    const shifted = (pixel: [number, number]): [number, number] => [pixel[0], 11]
    expect(huber(1, 2, pixels(shifted(grey), shifted(red)), pixels(grey, red))).toBeCloseTo(10.5 / 110, 5)
    // Only the red pixel is wrong: weights 1 and 1 + 2 * 1.
    expect(huber(1, 2, pixels(grey, shifted(red)), pixels(grey, red))).toBeCloseTo((10.5 / 110) * (3 / 4), 5)
    // 100 is more than 1.5 times 40: 1 + 2 * 1.5.
    expect(huber(1, 2, pixels(grey, shifted(redder)), pixels(grey, redder))).toBeCloseTo(
      (10.5 / 110) * (4 / 5),
      5,
    )
  })

  it('has a finite slope where prediction and truth agree', () => {
    const slope = tf.grad((x) => huberLoss(tf, x as Tensor4D, pixels([0, 0]), { delta: 1, chromaWeight: 1 }))
    for (const value of slope(pixels([0, 0])).dataSync()) expect(value).toBe(0)
  })
})

describe('the adversarial loss', () => {
  const logits = () => tf.tensor4d([-2, 3], [1, 1, 2, 1])
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

  it('vanilla is the cross entropy of the logits', () => {
    const real = -(Math.log(sigmoid(-2)) + Math.log(sigmoid(3))) / 2
    const predicted = -(Math.log(1 - sigmoid(-2)) + Math.log(1 - sigmoid(3))) / 2
    expect(scalar(adversarialLoss(tf, 'vanilla', logits(), true))).toBeCloseTo(real, 5)
    expect(scalar(adversarialLoss(tf, 'vanilla', logits(), false))).toBeCloseTo(predicted, 5)
  })

  it('lsgan is the squared distance to the label', () => {
    expect(scalar(adversarialLoss(tf, 'lsgan', logits(), true))).toBeCloseTo((9 + 4) / 2, 5)
    expect(scalar(adversarialLoss(tf, 'lsgan', logits(), false))).toBeCloseTo((4 + 9) / 2, 5)
  })

  it.each(['vanilla', 'lsgan'] as const)('%s pushes logits towards the label', (mode) => {
    for (const real of [true, false]) {
      const slope = tf.grad((x) => adversarialLoss(tf, mode, x as Tensor4D, real))(tf.fill([1, 2, 2, 1], 0.5))
      for (const value of slope.dataSync()) expect(Math.sign(value)).toBe(real ? -1 : 1)
    }
  })
})
