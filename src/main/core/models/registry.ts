import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type ModelFile, parseModelFile } from '../../../shared/contract/model.ts'
import { TintypeError, toWireError, type WireError } from '../../../shared/errors.ts'
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
  for (const root of roots) {
    for (const name of (await readdir(root.folder).catch(() => [])).sort()) {
      const folder = join(root.folder, name)
      const path = join(folder, 'model.json')
      const text = await readFile(path, 'utf8').catch(() => undefined)
      if (text === undefined) continue
      try {
        models.push({ folder, shipped: root.shipped, file: parseModelFile(text, path) })
      } catch (thrown) {
        broken.push({ folder, error: toWireError(thrown) })
      }
    }
  }
  return { models, broken }
}

/** Errors: `model-missing`, or what is wrong with the model of that name. */
export async function findModel(id: string): Promise<InstalledModel> {
  const { models, broken } = await listModels()
  const model = models.find(({ file }) => file.id === id)
  if (model) return model
  const wreck = broken.find(({ folder }) => basename(folder) === id)
  if (wreck) throw new TintypeError(wreck.error.kind, wreck.error.message)
  const known = models.map(({ file }) => file.id).join(', ') || 'none'
  throw new TintypeError('model-missing', `There is no model "${id}". Installed: ${known}.`)
}
