import { readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { ModelReference } from '../../../shared/contract/engine.ts'
import { TintypeError, toWireError, type WireError } from '../../../shared/errors.ts'
import { appRoot, userData } from '../files/paths.ts'
import { findBase } from './bases.ts'
import { type ModelFolder, readModelFolder } from './model-folder.ts'

/** A model on this computer; its weights are checked by the engine when it loads them. */
export interface InstalledModel extends ModelFolder {
  shipped: boolean
  /** What a fine-tuned model stands on. */
  base?: ModelFolder
  /** Where the engine finds it. */
  reference: ModelReference
  /** Names exactly the weights that colour; a fine-tuned model has another one at every strength. */
  weightsHash: string
}

/** A folder that should hold a model but does not hold a usable one. */
export interface BrokenModel {
  folder: string
  error: WireError
}

/** Where models that did not come with Tintype are installed. */
export const ownModels = join(userData, 'models')

const roots = [
  { root: join(appRoot, 'models'), shipped: true },
  { root: ownModels, shipped: false },
]

/** Every model installed, shipped ones first, and what looks like one but is broken. */
export async function listModels(): Promise<{ models: InstalledModel[]; broken: BrokenModel[] }> {
  const found: (ModelFolder & { shipped: boolean })[] = []
  const broken: BrokenModel[] = []
  const orBroken = async (folder: string, read: () => Promise<unknown>): Promise<void> => {
    await read().catch((thrown) => broken.push({ folder, error: toWireError(thrown) }))
  }
  for (const { root, shipped } of roots) {
    for (const name of (await readdir(root).catch(() => [])).sort()) {
      const folder = join(root, name)
      await orBroken(folder, async () => {
        const model = await readModelFolder(folder)
        if (model) found.push({ ...model, shipped })
      })
    }
  }
  const models: InstalledModel[] = []
  for (const { shipped, ...model } of found) {
    await orBroken(model.folder, async () => models.push(await installed(model, shipped, found)))
  }
  return { models, broken }
}

/**
 * @param wanted id of an installed model, or the folder of one that is not installed
 * @throws `model-missing`, also of what a fine-tuned model stands on, or what is wrong with the model of
 * that name.
 */
export async function findModel(wanted: string): Promise<InstalledModel> {
  const { models, broken } = await listModels()
  const model = models.find(({ file }) => file.id === wanted)
  if (model) return model
  const wreck = broken.find(({ folder }) => basename(folder) === wanted)
  if (wreck) throw new TintypeError(wreck.error.kind, wreck.error.message)
  const other = await readModelFolder(resolve(wanted))
  if (other) return installed(other, false, models)
  const known = models.map(({ file }) => file.id).join(', ') || 'none'
  throw new TintypeError('model-missing', `There is no model "${wanted}". Installed: ${known}.`)
}

async function installed(
  model: ModelFolder,
  shipped: boolean,
  others: readonly ModelFolder[],
): Promise<InstalledModel> {
  const { folder, file } = model
  const reference = { id: file.id, folder }
  const { sha256 } = file.weights
  if (!file.tuned) return { ...model, shipped, reference, weightsHash: sha256 }
  const base = await findBase(model, file.tuned, others)
  const { strength } = file.tuned
  return {
    ...model,
    shipped,
    base,
    reference: { ...reference, base: { id: base.file.id, folder: base.folder, strength } },
    weightsHash: `${base.file.weights.sha256} + ${strength} * ${sha256}`,
  }
}
