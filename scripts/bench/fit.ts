import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { train } from '../../src/main/core/index.ts'
import { trainingRequestSchema } from '../../src/shared/contract/training.ts'
import { plantScenes } from '../../test/fixtures/training/photo-folder.ts'
import { median } from './report.ts'

/**
 * Steps a second of a whole run as the command line makes it, batches and messages included, on drawn scenes or `--data`:
 * `node scripts/bench/fit.ts --engine wasm --network resnet18-unet --filters 16 --size 128 --batch 4`.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    engine: { type: 'string', default: 'wasm' },
    network: { type: 'string', default: 'resnet18-unet' },
    init: { type: 'string' },
    filters: { type: 'string', default: '16' },
    size: { type: 'string', default: '128' },
    batch: { type: 'string', default: '4' },
    epochs: { type: 'string', default: '8' },
  },
})
const root = await mkdtemp(join(tmpdir(), 'tintype-fit-'))
const output = join(root, 'run')
/** When each step ended, by epoch: between epochs lies an evaluation, which does not count. */
const ends: number[][] = []
try {
  const { data: _, engine, network, init, ...numbers } = values
  const data = values.data ?? join(root, 'photos')
  if (values.data === undefined) await plantScenes(data, 40, 256)
  const { filters, size, batch, epochs } = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, Number(value)]),
  )
  const request = trainingRequestSchema.parse({
    ...{ data, output, engine, network, init, filters, size, batch, epochs },
    ...{ stage: 'pretrain', fit: 'crop', validation: 0.2, gan: 'vanilla', loss: { type: 'l1' } },
    ...{ average: 0.999, oldPhotos: 0.5, seed: 1 },
  })
  await train(request, {
    onStep: ({ epoch }) => {
      ends[epoch] ??= []
      ends[epoch].push(performance.now())
    },
  })
} finally {
  await rm(root, { recursive: true })
}
// The first epoch warms up.
const seconds = ends.slice(2).flatMap((of) => of.slice(1).map((end, i) => (end - of[i]) / 1000))
console.log(
  `${seconds.length} steps, ${median(seconds).toFixed(3)} s a step, ${(1 / median(seconds)).toFixed(2)} a second`,
)
