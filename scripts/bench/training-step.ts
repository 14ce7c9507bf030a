import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { registerGradients } from '../../src/main/nn/backends/gradients.ts'
import { openBackend } from '../../src/main/nn/backends/open-backend.ts'
import { networkType } from '../../src/main/nn/networks/catalogue.ts'
import { readModel } from '../../src/main/nn/read-model.ts'
import type { StoredTensor } from '../../src/main/nn/weights/safetensors.ts'
import { asTheyAre, toTensors } from '../../src/main/training/augment.ts'
import { Trainer } from '../../src/main/training/trainer.ts'
import { engineIds } from '../../src/shared/contract/engine.ts'
import type { NetworkShape } from '../../src/shared/contract/model.ts'
import { trainableNetworks, trainingStages } from '../../src/shared/contract/training.ts'

/**
 * One row of `training.ts`, in a process of its own: a process has one backend, and one peak of memory.
 */
const steps = 2
const root = join(import.meta.dirname, '../..')

const { engine, network, size, stage } = z
  .object({
    engine: z.enum(engineIds),
    network: z.enum(trainableNetworks),
    size: z.coerce.number(),
    stage: z.enum(trainingStages),
  })
  .parse(
    parseArgs({
      options: {
        engine: { type: 'string' },
        network: { type: 'string' },
        size: { type: 'string' },
        stage: { type: 'string' },
      },
    }).values,
  )

async function newNetwork(): Promise<{ shape: NetworkShape; weights: Map<string, StoredTensor> }> {
  if (network === 'tintype-mobile') {
    const { file, weights } = await readModel({ id: network, folder: join(root, 'models', network) })
    return { shape: file.network, weights }
  }
  const shape: NetworkShape =
    network === 'pix2pix-unet' ? { type: network, levels: 8, filters: 64 } : { type: network, filters: 64 }
  return { shape, weights: networkType(shape).draw!(shape, 1) }
}

const { tf } = await openBackend(engine)
registerGradients(tf)
const { shape, weights } = await newNetwork()
const trainer = new Trainer(
  tf,
  {
    network: shape,
    loss: { type: 'l1' },
    rate: 1e-4,
    betas: [0.5, 0.999],
    dropout: 0,
    average: 0,
    oldPhotos: 0,
    flip: false,
    size,
    seed: 1,
    ...(stage === 'gan' && { adversarial: { loss: 'vanilla', colourWeight: 100, filters: 64 } }),
  },
  weights,
)
// No network's speed depends on the content.
const rgb = Uint8Array.from({ length: size * size * 3 }, (_, i) => (i * 7919) % 256)
const batch = toTensors(tf, asTheyAre({ rgb, size }, 1))
trainer.step(batch)
const cpu = process.cpuUsage()
const start = performance.now()
for (let i = 0; i < steps; i++) trainer.step(batch)
const { user, system } = process.cpuUsage(cpu)
process.stdout.write(
  JSON.stringify({
    wall: (performance.now() - start) / 1000 / steps,
    cpu: (user + system) / 1e6 / steps,
    peak: process.resourceUsage().maxRSS * 1024,
  }),
)
process.exit(0)
