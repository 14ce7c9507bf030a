import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TensorFlow } from '../../../src/main/nn/backends/backend.ts'
import { registerGradients } from '../../../src/main/nn/backends/gradients.ts'
import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { networkType } from '../../../src/main/nn/networks/catalogue.ts'
import { type Batch, Trainer } from '../../../src/main/training/trainer.ts'
import type { Pix2pixUnetShape } from '../../../src/shared/contract/model.ts'
import { plainBatch } from '../../fixtures/training/batches.ts'
import { tutorialConfiguration } from '../../fixtures/training/configurations.ts'
import { drawnPhotos } from '../../fixtures/training/drawn-photos.ts'

const network: Pix2pixUnetShape = { type: 'pix2pix-unet', levels: 6, filters: 16 }
const photos = 8
const mostSteps = 200

let tf: TensorFlow
let batch: Batch
beforeAll(async () => {
  ;({ tf } = await openWasm())
  registerGradients(tf)
  batch = plainBatch(tf, { rgb: drawnPhotos(photos, 64), size: 64 }, photos)
})
afterAll(() => tf.dispose([batch.l, batch.ab]))

it("the tutorial's adversarial stage learns eight photos by heart", () => {
  const configuration = { ...tutorialConfiguration(network), rate: 2e-3 }
  const trainer = new Trainer(tf, configuration, networkType(network).draw!(network, configuration.seed))
  const start = trainer.step(batch).loss_G_L1!
  const tensors = tf.memory().numTensors
  let now = start
  while (now >= start / 10 && trainer.steps < mostSteps) {
    now = trainer.step(batch).loss_G_L1!
    expect(tf.memory().numTensors).toBe(tensors)
  }
  expect(now).toBeLessThan(start / 10)
  trainer.dispose()
}, 600_000)
