import { realpath } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { EngineChoice, EngineId } from '../../../shared/contract/engine.ts'
import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import type { EpochRow, TrainingRequest } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { photoNameEn } from '../../../shared/text/photo-name.ts'
import { makeFolder } from '../../files/make-folder.ts'
import type { Pool } from '../../transport/pool.ts'
import { findSources } from '../files/sources.ts'
import { modelId } from '../models/ids.ts'
import { findModel } from '../models/registry.ts'
import { cores, createImagingPool } from '../workers/plans.ts'
import { startTraining } from '../workers/training-worker.ts'
import { batchOf, configurationOf } from './configuration.ts'
import { type PackedPhotos, packPhotos, type Refusal } from './pack-photos.ts'
import { referencesIn } from './photo-reference.ts'
import { openRun } from './run-state.ts'
import { type Split, splitPhotos } from './split.ts'
import { type TrainingEvents, TrainingRun } from './train-run.ts'

/** With fewer there is nothing to hold out and nothing to learn. */
const leastPhotos = 4
/** Refusals that an error spells out. */
const namedRefusals = 20

export interface TrainEvents extends TrainingEvents {
  onPhoto?: (done: number, total: number) => void
  /** Told when the photos are ready, with those that cannot be used. */
  onPhotos?: (photos: { training: number; validation: number; refused: Refusal[] }) => void
}

export interface Trained {
  /** Folder of the model that came out. */
  model: string
  history: EpochRow[]
}

/** What several runs of one request share. */
export interface TrainingContext {
  imaging: Pool<ImagingContract>
  engine: EngineId
  photos: PackedPhotos
  split: Split
}

/**
 * Trains as `request` says and leaves checkpoints, log, sheets, report and model in its output folder; a
 * second call with the same request goes on where the first was stopped.
 * @throws `photos-unfit`, `bad-request`, `model-*`, `engine-missing`, `training-diverged`, `disk-full`,
 * `cancelled`.
 */
export async function train(
  request: TrainingRequest,
  events: TrainEvents = {},
  signal?: AbortSignal,
): Promise<Trained> {
  return withContext(request, events, signal, (context) => trainIn(context, request, events, signal))
}

/** Opens photos and workers for runs that share data, size and split, and closes them in the end. */
export async function withContext<T>(
  request: TrainingRequest,
  events: TrainEvents,
  signal: AbortSignal | undefined,
  use: (context: TrainingContext) => Promise<T>,
): Promise<T> {
  const output = resolve(request.output)
  await checkOutput(request)
  const engine = await chooseEngine(request.engine)
  const imaging = createImagingPool(Math.min(cores, 4))
  try {
    const { files } = await findSources([resolve(request.data)], { recursive: true, output })
    const from = await referencesIn(files, imaging)
    const order = { from, size: request.size, fit: request.fit, colourless: 'refused' as const }
    const photos = await packPhotos(join(output, 'photos'), order, imaging, events.onPhoto, signal)
    requireEnough(photos)
    const split = splitPhotos(
      photos.photos.map(({ fingerprint }) => fingerprint),
      request.validation,
      request.seed,
    )
    if (split.training.length === 0 || split.validation.length === 0) throw allAlike()
    const { refused } = photos
    events.onPhotos?.({ training: split.training.length, validation: split.validation.length, refused })
    return await use({ imaging, engine, photos, split })
  } finally {
    await imaging.close()
  }
}

/** One run in `request.output`, which may lie below the context's. */
export async function trainIn(
  { imaging, engine, photos, split }: TrainingContext,
  request: TrainingRequest,
  events: TrainEvents,
  signal: AbortSignal | undefined,
): Promise<Trained> {
  const folder = resolve(request.output)
  const init = request.init === undefined ? undefined : await findModel(request.init)
  const state = await openRun(folder, {
    configuration: configurationOf(request, init?.file.network),
    batch: batchOf(request, engine),
    fit: request.fit,
    validation: request.validation,
    data: resolve(request.data),
    from: init?.weightsHash ?? null,
  })
  const run = new TrainingRun(
    {
      folder,
      state,
      epochs: request.epochs,
      engine,
      init: init?.reference,
      photos,
      split,
      imaging,
      model: { id: modelId(basename(folder), 'trained'), title: `${request.network}, ${request.stage}` },
    },
    events,
    signal,
  )
  await run.run()
  return { model: join(folder, 'model'), history: state.history }
}

/** The originals are only read: a run among them would later be taken for photos. */
async function checkOutput({ data, output }: TrainingRequest): Promise<void> {
  await makeFolder(output)
  const [photos, run] = await Promise.all([realpath(data).catch(() => undefined), realpath(output)])
  if (photos === undefined) throw new TintypeError('file-not-found', `There is no folder ${data}.`)
  if (photos === run) {
    throw new TintypeError('output-is-input', `${output} holds the photographs. Choose another --out.`)
  }
}

/** Before the photos are decoded: an engine that does not start is to be known at once. */
async function chooseEngine(wanted: EngineChoice): Promise<EngineId> {
  if (wanted === 'wasm') return wanted
  const { worker, info } = await startTraining(wanted)
  await worker.stop()
  return info.engine
}

function requireEnough({ photos, refused }: PackedPhotos): void {
  if (photos.length >= leastPhotos) return
  const named = refused.slice(0, namedRefusals).map((one) => ` ${photoNameEn(one)}: ${one.message}`)
  const more = refused.length - named.length
  throw new TintypeError(
    'photos-unfit',
    `Training needs at least ${leastPhotos} photographs in colour; here ${photos.length === 1 ? 'is' : 'are'} ${photos.length}.` +
      `${named.join('')}${more > 0 ? ` And ${more} more.` : ''}`,
    { details: { refused } },
  )
}

function allAlike(): TintypeError {
  return new TintypeError(
    'photos-unfit',
    'The photographs are all but copies of one another: there is nothing to hold out. Add others.',
  )
}
