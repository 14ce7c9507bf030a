import { rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { modelFileSchema } from '../../../shared/contract/model.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { asWriteError } from '../../files/write-error.ts'
import { startWorker } from '../../transport/worker.ts'
import { trainingWorkerPlan } from '../workers/training-worker.ts'
import { keepBase, keptBases, packedBase } from './bases.ts'
import { freeId, modelId } from './ids.ts'
import { copyModel, describeModel } from './model-folder.ts'
import { isFolder, unpackModel } from './package-file.ts'
import { findModel, type InstalledModel, listModels, ownModels } from './registry.ts'
import { inStagingFolder, sweepStagingFolders } from './staging-folder.ts'
import { verifyModels } from './verify-models.ts'

/** The decoder that an imported backbone gets is drawn with this seed, so that two imports are equal. */
const backboneSeed = 1

/** How a model is called where it is installed. */
interface Naming {
  /** Left out: of the title, if one is given, or its own; with a number where it is taken. */
  id?: string
  /** Left out: its own. */
  title?: string
}

/**
 * Installs a model from its folder or from the one file that `exportModel` writes, once its weights are
 * found to be right. What a fine-tuned one stands on is kept as well.
 * @throws `model-*`, `bad-request` when `id` is taken or none, `disk-full`, `output-unwritable`.
 */
export async function importModel(source: string, naming: Naming = {}): Promise<InstalledModel> {
  return install(async (staging) => {
    const path = resolve(source)
    if (!(await isFolder(path))) return unpackModel(path, staging)
    const model = await findModel(path)
    await copyModel(model, staging)
    if (model.base) await copyModel(model.base, join(staging, packedBase))
  }, naming)
}

/** Installs a ResNet18 of torchvision as a `resnet18-unet` to begin training from. @throws as `importModel`. */
export async function importBackbone(file: string, id: string): Promise<InstalledModel> {
  return install(
    async (staging) => {
      const worker = await startWorker(trainingWorkerPlan('wasm'))
      try {
        await worker.client.importBackbone({ file: resolve(file), folder: staging, id, seed: backboneSeed })
      } finally {
        await worker.stop()
      }
    },
    { id },
  )
}

/** Prepares a model beside the installed ones, checks it there, and only then gives it its place. */
async function install(
  prepare: (folder: string) => Promise<void>,
  { id: wanted, title }: Naming,
): Promise<InstalledModel> {
  try {
    return await inStagingFolder(ownModels, async (folder) => {
      const staging = join(folder, 'model')
      await prepare(staging)
      const { file, base } = await findModel(staging)
      const taken = await takenIds()
      if (wanted !== undefined) checkId(wanted, taken)
      const id = wanted ?? freeId(title === undefined ? file.id : modelId(title, 'model'), taken)
      await describeModel(staging, { ...file, id, title: title ?? file.title })
      const [verdict] = await verifyModels(staging)
      if (verdict.error) throw new TintypeError(verdict.error.kind, verdict.error.message)
      if (base) await keepBase(base)
      await rm(join(staging, packedBase), { recursive: true, force: true })
      await rename(staging, join(ownModels, id))
      return findModel(id)
    })
  } catch (thrown) {
    throw asWriteError(thrown, ownModels)
  }
}

/** Removes what imports that were killed left behind. */
export async function clearModelLeftovers(): Promise<void> {
  for (const folder of [ownModels, keptBases]) await sweepStagingFolders(folder)
}

/** Of models, and of folders that might be some. */
async function takenIds(): Promise<Set<string>> {
  const { models, broken } = await listModels()
  return new Set([
    ...models.map(({ file }) => file.id),
    ...[...models, ...broken].map(({ folder }) => basename(folder)),
  ])
}

function checkId(id: string, taken: ReadonlySet<string>): void {
  if (!modelFileSchema.shape.id.safeParse(id).success) {
    throw new TintypeError(
      'bad-request',
      `"${id}" cannot name a model: small letters, digits and hyphens, at most 64, a letter or digit first.`,
    )
  }
  if (taken.has(id)) {
    throw new TintypeError(
      'bad-request',
      `There is a model "${id}" already. Give the new one another name with --as, or remove the old one.`,
    )
  }
}
