import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { modelFileSchema } from '../../../shared/contract/model.ts'
import { TintypeError, toWireError, type WireError } from '../../../shared/errors.ts'
import { startWorker } from '../../supervise/worker.ts'
import { userData } from '../places.ts'
import { trainingWorkerPlan } from '../training/engine.ts'
import { enginePlan } from '../workers.ts'
import { asWriteError } from '../write-error.ts'
import { isFolder, packModel, unpackModel } from './package-file.ts'
import { findModel, type InstalledModel, listModels } from './registry.ts'

/** Where models that did not come with Tintype are installed. */
const ownModels = join(userData, 'models')
/** The decoder that an imported backbone gets is drawn with this seed, so that two imports are equal. */
const backboneSeed = 1

export interface Verdict {
  id: string
  folder: string
  /** Absent where the weights are what `model.json` says, and fit the network. */
  error?: WireError
}

/** Reads all weights and holds them against hash, shapes and numbers. @param wanted all when left out */
export async function verifyModels(wanted?: string): Promise<Verdict[]> {
  const { models, broken } = await listModels()
  const chosen = wanted === undefined ? models : [await findModel(wanted)]
  const verdicts: Verdict[] = []
  const worker = await startWorker(enginePlan('wasm'))
  try {
    for (const { file, folder } of chosen) {
      const place = { id: file.id, folder }
      const error = await worker.client.verify({ model: place }).then(() => undefined, toWireError)
      verdicts.push({ ...place, ...(error && { error }) })
    }
  } finally {
    await worker.stop()
  }
  if (wanted !== undefined) return verdicts
  return [...verdicts, ...broken.map(({ folder, error }) => ({ id: folder, folder, error }))]
}

/**
 * Installs a model from its folder or from the one file that `exportModel` writes, once its weights are
 * found to be right. @param id another name for it
 * Errors: `model-*`, `bad-request` when the name is taken, `disk-full`, `output-unwritable`.
 */
export async function importModel(source: string, id?: string): Promise<InstalledModel> {
  return install(async (staging) => {
    const path = resolve(source)
    if (await isFolder(path)) {
      const { file } = await findModel(path)
      await mkdir(staging)
      for (const name of ['model.json', file.weights.file]) await cp(join(path, name), join(staging, name))
    } else {
      await unpackModel(path, staging)
    }
  }, id)
}

/** Installs a ResNet18 of torchvision as a `resnet18-unet` to begin training from. Errors: as `importModel`. */
export async function importBackbone(file: string, id: string): Promise<InstalledModel> {
  return install(async (staging) => {
    const worker = await startWorker(trainingWorkerPlan('wasm'))
    try {
      await worker.client.importBackbone({ file: resolve(file), folder: staging, id, seed: backboneSeed })
    } finally {
      await worker.stop()
    }
  })
}

/** Errors: `model-missing`, `output-unwritable`, `disk-full`. */
export async function exportModel(wanted: string, path: string): Promise<void> {
  const { folder, file } = await findModel(wanted)
  await packModel(folder, file, resolve(path))
}

/** Errors: `model-missing`; `bad-request` for a model that came with Tintype. */
export async function removeModel(id: string): Promise<void> {
  const { folder, shipped, file } = await findModel(id)
  if (shipped) throw new TintypeError('bad-request', `"${id}" came with Tintype and stays.`)
  if (file.id !== id || folder !== join(ownModels, id)) {
    throw new TintypeError('bad-request', `"${id}" is not installed; delete its folder yourself.`)
  }
  await rm(folder, { recursive: true })
}

/** Prepares a model beside the installed ones, checks it there, and only then gives it its place. */
async function install(prepare: (folder: string) => Promise<void>, wanted?: string): Promise<InstalledModel> {
  let workshop: string | undefined
  try {
    await mkdir(ownModels, { recursive: true })
    workshop = await mkdtemp(join(ownModels, '.import-'))
    const staging = join(workshop, 'model')
    await prepare(staging)
    const { file } = await findModel(staging)
    const id = wanted ?? file.id
    await checkName(id)
    if (id !== file.id) await writeFile(join(staging, 'model.json'), JSON.stringify({ ...file, id }, null, 2))
    const [verdict] = await verifyModels(staging)
    if (verdict.error) throw new TintypeError(verdict.error.kind, verdict.error.message)
    await rename(staging, join(ownModels, id))
    return await findModel(id)
  } catch (thrown) {
    throw asWriteError(thrown, ownModels)
  } finally {
    if (workshop) await rm(workshop, { recursive: true, force: true })
  }
}

async function checkName(id: string): Promise<void> {
  if (!modelFileSchema.shape.id.safeParse(id).success) {
    throw new TintypeError(
      'bad-request',
      `"${id}" cannot name a model: small letters, digits and hyphens, at most 64, a letter or digit first.`,
    )
  }
  const { models } = await listModels()
  if (models.some(({ file }) => file.id === id)) {
    throw new TintypeError(
      'bad-request',
      `There is a model "${id}" already. Give the new one another name with --as, or remove the old one.`,
    )
  }
}
