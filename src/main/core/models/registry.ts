import { readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { type ModelFile, parseModelFile } from '../../../shared/contract/model.ts'
import { TintypeError, toWireError, type WireError } from '../../../shared/errors.ts'
import { readText } from '../../worker/read-text.ts'
import { appRoot, userData } from '../places.ts'

/** A model on this computer; its weights are checked by the engine when it loads them. */
export interface InstalledModel {
  folder: string
  shipped: boolean
  file: ModelFile
}

/** A folder that should hold a model but does not hold a usable one. */
export interface BrokenModel {
  folder: string
  error: WireError
}

const roots = [
  { folder: join(appRoot, 'models'), shipped: true },
  { folder: join(userData, 'models'), shipped: false },
]

/** Every model installed, shipped ones first, and what looks like one but is broken. */
export async function listModels(): Promise<{ models: InstalledModel[]; broken: BrokenModel[] }> {
  const models: InstalledModel[] = []
  const broken: BrokenModel[] = []
  for (const { folder: root, shipped } of roots) {
    for (const name of (await readdir(root).catch(() => [])).sort()) {
      const folder = join(root, name)
      try {
        const file = await readModel(folder)
        if (file) models.push({ folder, shipped, file })
      } catch (thrown) {
        broken.push({ folder, error: toWireError(thrown) })
      }
    }
  }
  return { models, broken }
}

/**
 * @param wanted id of an installed model, or the folder of one that is not installed
 * Errors: `model-missing`, or what is wrong with the model of that name.
 */
export async function findModel(wanted: string): Promise<InstalledModel> {
  const { models, broken } = await listModels()
  const model = models.find(({ file }) => file.id === wanted)
  if (model) return model
  const wreck = broken.find(({ folder }) => basename(folder) === wanted)
  if (wreck) throw new TintypeError(wreck.error.kind, wreck.error.message)
  const folder = resolve(wanted)
  const file = await readModel(folder)
  if (file) return { folder, shipped: false, file }
  const known = models.map(({ file }) => file.id).join(', ') || 'none'
  throw new TintypeError('model-missing', `There is no model "${wanted}". Installed: ${known}.`)
}

/** `undefined` where the folder holds no model at all. Errors: `model-damaged`, `model-foreign`. */
async function readModel(folder: string): Promise<ModelFile | undefined> {
  const path = join(folder, 'model.json')
  const text = await readText(path).catch(() => undefined)
  return text === undefined ? undefined : parseModelFile(text, path)
}
