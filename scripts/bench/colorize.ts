import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { openCore } from '../../src/main/core/index.ts'
import { defaultColorizeSettings, type StepTimes } from '../../src/shared/contract/colorize.ts'
import { type EngineId, engineIds } from '../../src/shared/contract/engine.ts'
import { peakMegabytes } from './memory.ts'
import { median, table } from './report.ts'

/**
 * Photographs a minute, where the time goes and how much memory it takes: JPEG to JPEG, 2 and 12
 * megapixels, on every engine that starts here, and predictions with one engine against two.
 */
const photos = [
  { name: '2 MP', width: 1632, height: 1224, count: 12 },
  { name: '12 MP', width: 4000, height: 3000, count: 6 },
]

const folder = await mkdtemp(join(tmpdir(), 'tintype-bench-'))
try {
  console.log(`${cpus()[0].model.trim()}, ${availableParallelism()} cores, Node ${process.version}\n`)
  const sources = await Promise.all(photos.map((photo) => makePhotos(photo)))
  const rows: (string | number)[][] = []
  const steps: (string | number)[][] = []
  const starts: (string | number)[][] = []
  for (const engine of engineIds) {
    const start = await timeToFirstPrediction(engine)
    if (start === undefined) {
      console.log(`${engine} does not start here and is left out.\n`)
      continue
    }
    starts.push([engine, start.toFixed(2)])
    for (const [index, { name, width, height }] of photos.entries()) {
      const alone = await colour(engine, 1, sources[index])
      const together = await colour(engine, 2, sources[index])
      const pixels = width * height
      rows.push([
        name,
        engine,
        (alone.medianTotal / 1000).toFixed(2),
        alone.perMinute.toFixed(1),
        together.perMinute.toFixed(1),
        alone.peak,
        together.peak,
      ])
      const { read, predict, decode, compose, encode, verify } = alone.steps
      steps.push([
        name,
        engine,
        ...[read, predict, decode, compose, encode, verify].map((ms) => ms.toFixed(0)),
        ((compose * 1e6) / pixels).toFixed(1),
      ])
    }
  }
  console.log(
    table(['engine', 'start to first prediction, s'], starts),
    table(
      [
        'photo',
        'engine',
        's a photo',
        'photos/min',
        'photos/min, 2 jobs',
        'peak MB, engine + imaging',
        'with 2 jobs',
      ],
      rows,
    ),
    table(
      [
        'photo',
        'engine',
        'read ms',
        'predict ms',
        'decode ms',
        'compose ms',
        'encode ms',
        'verify ms',
        'compose ns/pixel',
      ],
      steps,
    ),
  )
  console.log(`WebAssembly, L to ab, two engines against one: ${(await scaling()).toFixed(2)} times`)
} finally {
  await rm(folder, { recursive: true })
}

/** The same old photograph enlarged, with grain of its own, so that JPEG has real work to do. */
async function makePhotos({ name, width, height, count }: (typeof photos)[number]): Promise<string[]> {
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  })
    .png()
    .toBuffer()
  const pixels = await sharp('samples/migrant-mother-1936.jpg')
    .resize(width, height, { fit: 'cover' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .greyscale()
    .jpeg({ quality: 90 })
    .toBuffer()
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const path = join(folder, `${name.replace(' ', '')}-${index}.jpg`)
      // Another brightness each, so that no two files are the same photograph.
      await sharp(pixels)
        .linear(1, index - count / 2)
        .jpeg({ quality: 90 })
        .toFile(path)
      return path
    }),
  )
}

interface Measured {
  perMinute: number
  medianTotal: number
  steps: StepTimes
  /** Engine + imaging processes, megabytes; `?` where the system does not tell. */
  peak: string
}

async function colour(engine: EngineId, jobs: number, inputs: string[]): Promise<Measured> {
  const core = await openCore({ engine, jobs })
  const output = await mkdtemp(join(folder, 'out-'))
  const settings = { ...defaultColorizeSettings, format: 'jpeg' as const }
  const request = { output, settings, recursive: false, recolour: true, again: true }
  try {
    await core.colorize({ ...request, inputs: inputs.slice(0, jobs) })
    const started = performance.now()
    const { jobs: done } = await core.colorize({ ...request, inputs })
    const seconds = (performance.now() - started) / 1000
    const times = done.map(({ outcome, error }) => {
      if (!outcome?.ms) throw new Error(`A photograph of the bench failed: ${error?.message}`)
      return outcome.ms
    })
    const steps = Object.fromEntries(
      Object.keys(times[0]).map((step) => [step, median(times.map((ms) => ms[step as keyof StepTimes]))]),
    ) as unknown as StepTimes
    return {
      perMinute: (60 * inputs.length) / seconds,
      medianTotal: steps.total,
      steps,
      peak: `${peakMegabytes(await core.engine.pids())} + ${peakMegabytes(await core.imaging.pids())}`,
    }
  } finally {
    await core.close()
  }
}

/** Seconds from starting the engine process to its first a*b*; `undefined` where it does not start. */
async function timeToFirstPrediction(engine: EngineId): Promise<number | undefined> {
  const times: number[] = []
  for (let run = 0; run < 3; run += 1) {
    const started = performance.now()
    const core = await openCore({ engine, jobs: 1 }).catch(() => undefined)
    if (!core) return undefined
    await predictOnce(core)
    times.push((performance.now() - started) / 1000)
    await core.close()
  }
  return median(times)
}

type OpenCore = Awaited<ReturnType<typeof openCore>>

async function predictOnce(core: OpenCore): Promise<void> {
  const { reference } = await core.model(defaultColorizeSettings.model)
  const [width, height] = [344, 256]
  const data = Float32Array.from({ length: width * height }, (_, index) => (index % width) / 4)
  await core.engine.use((client) => client.predict({ l: { data, width, height }, model: reference }))
}

/** How many times more predictions a second two WebAssembly engines make than one. */
async function scaling(): Promise<number> {
  const rates: number[] = []
  for (const engines of [1, 2]) {
    const core = await openCore({ engine: 'wasm', jobs: engines })
    const lane = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round += 1) await predictOnce(core)
    }
    const lanes = (rounds: number): Promise<unknown> =>
      Promise.all(Array.from({ length: engines }, () => lane(rounds)))
    await lanes(2)
    const started = performance.now()
    await lanes(12)
    rates.push((12 * engines) / (performance.now() - started))
    await core.close()
  }
  return rates[1] / rates[0]
}
