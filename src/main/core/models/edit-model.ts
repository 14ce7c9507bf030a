import { join } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { forgetBase } from './bases.ts'
import { describeModel } from './model-folder.ts'
import { findModel, type InstalledModel, listModels, ownModels } from './registry.ts'
import { discard } from './staging-folder.ts'

/** @throws `model-*`; `bad-request` for a model that came with Tintype. */
export async function removeModel(id: string): Promise<void> {
  const { folder, base } = await ownModel(id)
  await discard(folder)
  if (base) await forgetUnused(base.file.weights.sha256)
}

/** @throws `model-*`; `bad-request` for a model that came with Tintype. */
export async function renameModel(id: string, title: string): Promise<void> {
  const { folder, file } = await ownModel(id)
  await describeModel(folder, { ...file, title })
}

/** @param strength share of what a fine-tuned model learnt, 0..1. @throws `model-*`; `bad-request` for any other. */
export async function setStrength(id: string, strength: number): Promise<void> {
  const { folder, file } = await ownModel(id)
  if (!file.tuned) {
    throw new TintypeError('bad-request', `"${id}" is not fine-tuned: it has no strength to set.`)
  }
  await describeModel(folder, { ...file, tuned: { ...file.tuned, strength } })
}

/** A model that the user installed, and may change. */
async function ownModel(id: string): Promise<InstalledModel> {
  const model = await findModel(id)
  if (model.shipped) throw new TintypeError('bad-request', `"${id}" came with Tintype and stays as it is.`)
  if (model.file.id !== id || model.folder !== join(ownModels, id)) {
    throw new TintypeError('bad-request', `"${id}" is not installed; its folder is left to you.`)
  }
  return model
}

/** Lets a kept base go that nothing stands on any more. What cannot be read might. */
async function forgetUnused(sha256: string): Promise<void> {
  const { models, broken } = await listModels()
  const isUsed = models.some(({ file }) => file.tuned?.base.sha256 === sha256)
  if (!isUsed && broken.length === 0) await forgetBase(sha256)
}
