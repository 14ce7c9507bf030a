import { join } from 'node:path'
import { z } from 'zod'
import { openBackend } from '../../src/main/nn/backends/open-backend.ts'
import { networkType } from '../../src/main/nn/networks/catalogue.ts'
import { readModel } from '../../src/main/nn/read-model.ts'
import { engineIds } from '../../src/shared/contract/engine.ts'
import { median } from './report.ts'

/**
 * One backend's rows of `networks.ts`, in a process of its own, since a process has one backend:
 * medians in milliseconds as JSON.
 */
const runs = 7
const models = join(import.meta.dirname, '../../models')

const { tf } = await openBackend(z.enum(engineIds).parse(process.argv[2]))
const id = 'tintype-mobile'
const { file, weights } = await readModel({ id, folder: join(models, id) })
const shipped = networkType(file.network).build(tf, weights, file.network)
const seed = { type: 'resnet18-unet', filters: 64 } as const
const tutorial = networkType(seed).build(tf, networkType(seed).draw!(seed, 1), seed)

const timed = (work: () => { dataSync: () => unknown; dispose: () => void }): number => {
  const times = Array.from({ length: runs + 1 }, () => {
    const start = performance.now()
    const result = work()
    result.dataSync()
    result.dispose()
    return performance.now() - start
  })
  // The first run compiles and allocates.
  return median(times.slice(1))
}

const measured: Record<string, number> = {}
for (const size of [128, 256]) {
  const l = tf.randomUniform<typeof tf.Rank.R4>([1, size, size, 1], -1, 1)
  const features = shipped.encode(l)
  const hints = tf.zeros<typeof tf.Rank.R4>([1, size, size, 3])
  measured[`hint ${size}`] = timed(() => shipped.decode(features, hints))
  measured[`predict ${size}`] = timed(() => tf.tidy(() => shipped.decode(shipped.encode(l), null)))
}
const l = tf.randomUniform<typeof tf.Rank.R4>([1, 256, 256, 1], -1, 1)
measured['tutorial 256'] = timed(() => tf.tidy(() => tutorial.decode(tutorial.encode(l), null)))
process.stdout.write(JSON.stringify(measured))
